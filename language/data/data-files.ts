import { AstUtils, type AstNode, type FileSystemProvider, type LangiumDocument, type URI } from 'langium';
import { isBelow, reachOf, type Reach } from '../files/reach.js';
import * as ast from '../generated/ast.js';
import type { LanguageMessage } from '../messages.js';
import { addressOf } from '../scoping/addresses.js';
import { NoLongerWantedError, Pace } from './pace.js';
import { measure, type Along, type MeasuredData } from './statistics.js';
import { UnusableDataError, type Table, type TableReader } from './table.js';

/** What is known of the data that an input names. */
export type DataOutcome =
  | { readonly kind: 'measured'; readonly data: MeasuredData }
  /** They are being read; a change follows. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'unusable'; readonly reason: LanguageMessage; readonly of: NamedFile };

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
  entry.done = settle(entry, (file) => read(file, reach), { input, reach }, new Pace(() => cache.get(key) === entry));
  return { isNew: true, done: entry.done };
}

async function settle(
  entry: Entry,
  read: (file: URI) => Promise<Table>,
  { input, reach }: { readonly input: ast.DataInput; readonly reach: Reach },
  pace: Pace,
): Promise<void> {
  const { label } = input;
  const [file, direction] = [fileOf(input, 'path'), fileOf(input, 'direction')];
  let of: NamedFile = 'path';
  try {
    if (!file) return;
    const table = await read(file);
    let along: Along | undefined;
    if (label !== undefined) along = { label: columnOf(label, table.columns, table.width) };
    else if (direction) {
      of = 'direction';
      along = { direction: directionOf(await read(direction), table.width) };
      of = 'path';
    }
    entry.outcome = { kind: 'measured', data: await measure(table, along, pace) };
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

/** The numbers of a file that holds a direction, in one row or one column. */
function directionOf({ rows, width, values }: Table, columns: number): Float64Array {
  if (rows !== 1 && width !== 1) throw new UnusableDataError({ code: 'direction-not-a-line', rows, width });
  if (values.length !== columns)
    throw new UnusableDataError({ code: 'direction-of-other-length', numbers: values.length, columns });
  if (values.every((value) => value === 0)) throw new UnusableDataError({ code: 'direction-zero' });
  return values;
}

/** The column of a label by its name, or by its number from 1. */
function columnOf(label: string, columns: readonly string[] | undefined, width: number): number {
  const named = columns?.indexOf(label) ?? -1;
  if (named >= 0) return named;
  const number = /^\d+$/.test(label) ? Number(label) - 1 : -1;
  if (number >= 0 && number < width) return number;
  throw new UnusableDataError({ code: 'label-unknown', label, ...(columns && { columns }) });
}

/** The address of a file that an input names. */
function fileOf(input: ast.DataInput, name: NamedFile): URI | undefined {
  const { uri } = AstUtils.getDocument(input);
  const path = input[name];
  return path ? addressOf(path, uri) : undefined;
}

function filesOf(input: ast.DataInput): URI[] {
  return [fileOf(input, 'path'), fileOf(input, 'direction')].filter((file) => file !== undefined);
}

function keyOf(input: ast.DataInput, { folders, isAnywhere }: Reach): string {
  return JSON.stringify([filesOf(input).map(String), input.label, isAnywhere, folders.map(String)]);
}
