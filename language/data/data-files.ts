import { t } from '@vscode/l10n';
import { AstUtils, type LangiumDocument, type URI } from 'langium';
import * as ast from '../generated/ast.js';
import { addressOf } from '../scoping/addresses.js';
import { measure, type MeasuredData } from './statistics.js';
import { UnusableDataError, type TableReader } from './table.js';

/** What is known of the data that an input names. */
export type DataOutcome =
  | { readonly kind: 'measured'; readonly data: MeasuredData }
  /** They are being read; a change follows. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'unusable'; readonly message: string };

/** How data files are reached; where there is none, as in the library, they cannot be read. */
export interface DataAccess {
  /** What changes when the file does. */
  version(file: URI): Promise<string>;
  readonly read: TableReader;
}

let access: DataAccess | undefined;
interface Entry {
  readonly version: string;
  outcome: DataOutcome;
  done: Promise<void>;
}

const known = new Map<string, Entry>();

/** Says how data files are reached in this process. */
export function useDataAccess(own: DataAccess): void {
  access = own;
}

/** The inputs of a document that name a data file. */
export function dataInputs(document: LangiumDocument): ast.DataInput[] {
  return AstUtils.streamAllContents(document.parseResult.value).filter(ast.isDataInput).toArray();
}

/** The addresses of the data files that a document names, whether they are there or not. */
export function dataFilesOf(document: LangiumDocument): URI[] {
  return dataInputs(document)
    .map(fileOf)
    .filter((file) => file !== undefined);
}

/** What is known of the data of an input; to be asked after `prepareData`. */
export function dataOf(input: ast.DataInput): DataOutcome {
  if (!access) return { kind: 'unusable', message: t('Data files cannot be read here.') };
  return known.get(keyOf(input))?.outcome ?? { kind: 'reading' };
}

/**
 * Sees to it that the data of an input are measured, once for each version of the file. Nothing is ever written to it.
 * @returns when they are; at once when they are already.
 */
export async function prepareData(
  input: ast.DataInput,
): Promise<{ readonly isNew: boolean; readonly done: Promise<void> }> {
  const file = fileOf(input);
  const nothing = { isNew: false, done: Promise.resolve() };
  if (!access || !file) return nothing;
  const key = keyOf(input);
  const version = await access.version(file).catch((error: unknown) => `missing ${String(error)}`);
  const before = known.get(key);
  if (before?.version === version) return { isNew: false, done: before.done };
  // What is read anew keeps its old values until then.
  const outcome: DataOutcome = before?.outcome.kind === 'measured' ? before.outcome : { kind: 'reading' };
  const entry: Entry = { version, outcome, done: Promise.resolve() };
  known.set(key, entry);
  entry.done = settle(entry, access.read, file, labelOf(input));
  return { isNew: true, done: entry.done };
}

async function settle(entry: Entry, read: TableReader, file: URI, label: string | undefined): Promise<void> {
  try {
    const table = await read(file);
    entry.outcome = { kind: 'measured', data: await measure(table, columnOf(label, table.columns, table.width)) };
  } catch (error) {
    if (!(error instanceof UnusableDataError)) throw error;
    entry.outcome = { kind: 'unusable', message: error.message };
  }
}

/** The column of a label by its name, or by its number from 1. */
function columnOf(
  label: string | undefined,
  columns: readonly string[] | undefined,
  width: number,
): number | undefined {
  if (label === undefined) return undefined;
  const named = columns?.indexOf(label) ?? -1;
  if (named >= 0) return named;
  const number = /^\d+$/.test(label) ? Number(label) - 1 : -1;
  if (number >= 0 && number < width) return number;
  const has = columns
    ? t`it has ${`${columns.slice(0, 8).join(', ')}${columns.length > 8 ? ', …' : ''}`}`
    : t('its columns have no names: give a number from 1');
  throw new UnusableDataError(t`it has no column ${label}; ${has}.`);
}

function labelOf({ label }: ast.DataInput): string | undefined {
  return label;
}

function fileOf(input: ast.DataInput): URI | undefined {
  const { uri } = AstUtils.getDocument(input);
  return input.path ? addressOf(input.path, uri) : undefined;
}

function keyOf(input: ast.DataInput): string {
  return JSON.stringify([fileOf(input)?.toString(), labelOf(input)]);
}
