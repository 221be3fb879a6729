import { AstUtils, type AstNode, type FileSystemProvider, type LangiumDocument, type URI } from 'langium';
import { isBelow, reachOf, type Reach } from '../files/reach.js';
import * as ast from '../generated/ast.js';
import type { LanguageMessage } from '../messages.js';
import { addressOf } from '../scoping/addresses.js';
import { NoLongerWantedError, Pace } from './pace.js';
import { measure, type MeasuredData } from './statistics.js';
import { dataOptions } from './options.js';
import {
  UnusableDataError,
  type BoundReader,
  type ColumnSelection,
  type FileTable,
  type Table,
  type TableReader,
} from './table.js';

/** What is known of the data that an input names. */
export type DataOutcome =
  | { readonly kind: 'measured'; readonly data: FileData }
  /** They are being read; a change follows. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'unusable'; readonly reason: LanguageMessage; readonly of: NamedFile };

/** What was measured of a file, and how it was read. */
export interface FileData extends MeasuredData, Pick<FileTable, 'fileRows' | 'ignored'> {
  /** The names of the columns without the label, or their numbers in the file. */
  readonly columns: readonly string[];
}

/** Which of the files that an input names. */
export type NamedFile = 'path' | 'direction';

/** How data files are reached; where there is none, as in the library, they cannot be read. */
export interface DataAccess {
  /** What changes when the file does. */
  version(file: URI, reach: Reach): Promise<string>;
  readonly read: TableReader;
}

let access: DataAccess | undefined;
interface Entry {
  readonly version: string;
  outcome: DataOutcome;
  done: Promise<void>;
}

/** What was measured, by the names of the files and of the label, and by where they may lie. */
const cache = new Map<string, Entry>();

/** The entry of each input that was prepared. */
const keys = new WeakMap<ast.DataInput, string>();

/** Says how data files are reached in this process. */
export function useDataAccess(own: DataAccess): void {
  access = own;
}

const inputs = new WeakMap<AstNode, readonly ast.DataInput[]>();

/** The inputs of a document that name a data file. */
export function dataInputs({ parseResult }: LangiumDocument): readonly ast.DataInput[] {
  const root = parseResult.value;
  const found = inputs.get(root) ?? AstUtils.streamAllContents(root).filter(ast.isDataInput).toArray();
  inputs.set(root, found);
  return found;
}

/** The addresses of the data files that a document names, whether they are there or not. */
export function dataFilesOf(document: LangiumDocument): URI[] {
  return dataInputs(document).flatMap(filesOf);
}

/** What is known of the data of an input; to be asked after `prepareData`. */
export function dataOf(input: ast.DataInput): DataOutcome {
  if (!access) return { kind: 'unusable', reason: { code: 'data-out-of-reach' }, of: 'path' };
  return cache.get(keys.get(input) ?? '')?.outcome ?? { kind: 'reading' };
}

/**
 * Sees to it that the data of an input are measured, once for each version of the file. Nothing is ever written to it.
 * @param files say where the files may lie that the input's document names.
 * @returns when they are; at once when they are already.
 */
export async function prepareData(
  input: ast.DataInput,
  files: FileSystemProvider,
): Promise<{ readonly isNew: boolean; readonly done: Promise<void> }> {
  const nothing = { isNew: false, done: Promise.resolve() };
  if (!access || !fileOf(input, 'path')) return nothing;
  const { read, version: versionOf } = access;
  const reach = reachOf(files, AstUtils.getDocument(input).uri);
  const key = keyOf(input, reach);
  keys.set(input, key);
  const versions = filesOf(input).map((file) =>
    versionOf(file, reach).catch((error: unknown) => `missing:${String(error)}`),
  );
  const version = (await Promise.all(versions)).join();
  const before = cache.get(key);
  if (before?.version === version) return { isNew: false, done: before.done };
  // What is read anew keeps its old values until then.
  const outcome: DataOutcome = before?.outcome.kind === 'measured' ? before.outcome : { kind: 'reading' };
  const entry: Entry = { version, outcome, done: Promise.resolve() };
  cache.set(key, entry);
  entry.done = settle(
    entry,
    (file, selection) => read(file, reach, selection),
    { input, reach },
    new Pace(() => cache.get(key) === entry),
  );
  return { isNew: true, done: entry.done };
}

async function settle(
  entry: Entry,
  read: BoundReader,
  { input, reach }: { readonly input: ast.DataInput; readonly reach: Reach },
  pace: Pace,
): Promise<void> {
  const [file, direction] = [fileOf(input, 'path'), fileOf(input, 'direction')];
  if (!file) return;
  let of: NamedFile = 'path';
  const onDirection = (isOn: boolean): void => void (of = isOn ? 'direction' : 'path');
  try {
    const request = { ...dataOptions(input), file, direction };
    entry.outcome = { kind: 'measured', data: await measureFile(request, read, pace, onDirection) };
  } catch (error) {
    // A newer version of the file is being measured.
    if (error instanceof NoLongerWantedError) return;
    if (!(error instanceof UnusableDataError)) throw error;
    const named = fileOf(input, of);
    const isOutside = named !== undefined && reach.isAnywhere && !isBelow(named, reach.folders);
    entry.outcome = { kind: 'unusable', reason: isOutside ? withoutQuotes(error.reason) : error.reason, of };
  }
}

/** A reason that quotes nothing of the file: it lies where its user keeps other things. */
function withoutQuotes(reason: LanguageMessage): LanguageMessage {
  switch (reason.code) {
    case 'csv-bad-rows':
    case 'npy-number-kind':
    case 'not-csv':
      return { code: 'data-not-numbers' };
    case 'label-unknown':
      return { code: 'label-not-there', label: reason.label };
    default:
      return reason;
  }
}

/** Which files are measured, and what of them. */
export interface DataRequest extends ColumnSelection {
  readonly file: URI;
  readonly direction?: URI | undefined;
  readonly standardize: boolean;
}

/**
 * Reads a data file and measures it.
 * @param onDirection is told when the file of the direction is being read, and when it has been.
 * @throws UnusableDataError when one of the files cannot be used.
 * @throws NoLongerWantedError when nobody waits for it.
 */
export async function measureFile(
  request: DataRequest,
  read: BoundReader,
  pace = new Pace(),
  onDirection: (isOn: boolean) => void = () => undefined,
): Promise<FileData> {
  const { file, direction: directionFile, standardize } = request;
  const table = await read(file, { ...request, keepsAll: directionFile !== undefined });
  const { label, fileRows, ignored, width } = table;
  let direction: Float64Array | undefined;
  if (directionFile) {
    onDirection(true);
    direction = directionOf(await read(directionFile), width - (label === undefined ? 0 : 1));
    onDirection(false);
  }
  const columns = table.columns.filter((_, at) => at !== label);
  return { ...(await measure(table, { label, direction, standardize }, pace)), columns, fileRows, ignored };
}

/** The numbers of a file that holds a direction, in one row or one column. */
function directionOf({ rows, width, values }: Table, columns: number): Float64Array {
  if (rows !== 1 && width !== 1) throw new UnusableDataError({ code: 'direction-not-a-line', rows, width });
  if (values.length !== columns)
    throw new UnusableDataError({ code: 'direction-of-other-length', numbers: values.length, columns });
  if (values.every((value) => value === 0)) throw new UnusableDataError({ code: 'direction-zero' });
  return values;
}

/** The address of a file that an input names. */
function fileOf(input: ast.DataInput, name: NamedFile): URI | undefined {
  const { uri } = AstUtils.getDocument(input);
  const path = name === 'path' ? input.path : dataOptions(input).direction;
  return path ? addressOf(path, uri) : undefined;
}

function filesOf(input: ast.DataInput): URI[] {
  return [fileOf(input, 'path'), fileOf(input, 'direction')].filter((file) => file !== undefined);
}

function keyOf(input: ast.DataInput, { folders, isAnywhere }: Reach): string {
  return JSON.stringify([filesOf(input).map(String), dataOptions(input), isAnywhere, folders.map(String)]);
}
