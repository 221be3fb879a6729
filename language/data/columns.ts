import type { IgnoredColumn, IgnoredReason } from './ignored.js';
import type { KeptRows } from './rows.js';
import { mostColumns, UnusableDataError, type ColumnSelection, type FileTable } from './table.js';

/** What is done with a column of a file. */
export interface ColumnRole {
  /** Its name, or its number from 1. */
  readonly name: string;
  readonly role: 'number' | 'label' | 'categories';
  /** Counted from 0 in the file. */
  readonly at: number;
  /** True where the file's author asked for this column: then it is not left out for being an index. */
  readonly isNamed: boolean;
}

/** So many values of a column can be categories. */
const mostCategories = 100;

/** Fewer rows than this count up by chance. */
const leastIndexRows = 10;

/** Names that programs and people give to the number of a row. */
const indexName =
  /^(?:|id|idx|index|row|row[ _]?(?:id|index|names?|number|nr)|rownames?|unnamed: ?\d+|__index_level_\d+__)$/i;

/**
 * The columns that are used, in the order of the file.
 * @param selection without one all are.
 * @param names of the columns; undefined when the file gives none.
 * @throws UnusableDataError when a column is not there, or two have the name.
 */
export function columnRoles(
  selection: ColumnSelection | undefined,
  names: readonly string[] | undefined,
  width: number,
): ColumnRole[] {
  const placesOf = (wanted: readonly string[] | undefined): Set<number> =>
    new Set(wanted?.map((column) => columnOf(column, names, width)));
  const { label, columns, exclude, oneHot } = selection ?? {};
  const [labelAt] = placesOf(label === undefined ? [] : [label]);
  const [named, excluded, categories] = [placesOf(columns), placesOf(exclude), placesOf(oneHot)];
  if (labelAt !== undefined && excluded.has(labelAt))
    throw new UnusableDataError({ code: 'label-excluded', label: label ?? '' });
  const roles = Array.from({ length: width }, (_, at): ColumnRole | undefined => {
    const name = nameOf(names, at);
    if (at === labelAt) return { name, role: 'label', at, isNamed: true };
    const isNamed = named.has(at) || categories.has(at) || selection === undefined;
    if (excluded.has(at) || (columns && !isNamed)) return undefined;
    return { name, role: categories.has(at) ? 'categories' : 'number', at, isNamed };
  }).filter((role) => role !== undefined);
  if (roles.length > mostColumns)
    throw new UnusableDataError({ code: 'too-many-columns', columns: roles.length, most: mostColumns });
  return roles;
}

function nameOf(names: readonly string[] | undefined, at: number): string {
  return names?.[at] || String(at + 1);
}

/** The place of a column by its name, or by its number from 1. */
function columnOf(column: string, names: readonly string[] | undefined, width: number): number {
  const named = names?.indexOf(column) ?? -1;
  if (named >= 0) {
    if (names?.includes(column, named + 1)) throw new UnusableDataError({ code: 'column-name-twice', column });
    return named;
  }
  const number = /^\d+$/.test(column) ? Number(column) - 1 : -1;
  if (number >= 0 && number < width) return number;
  throw new UnusableDataError({ code: 'label-unknown', label: column, ...(names && { columns: names }) });
}

/** The values of a column of categories, numbered as they come. */
export class Categories {
  private readonly numbers = new Map<string, number>();

  constructor(private readonly column: string) {}

  /** @throws UnusableDataError when there are too many. */
  numberOf(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    if (this.numbers.size === mostCategories)
      throw new UnusableDataError({ code: 'too-many-categories', column: this.column, most: mostCategories });
    this.numbers.set(value, this.numbers.size);
    return this.numbers.size - 1;
  }

  /** The values in their order, numbers before texts. */
  get values(): string[] {
    return [...this.numbers.keys()].sort((one, other) => Number(one) - Number(other) || (one < other ? -1 : 1));
  }
}

/**
 * The table of the columns that were read. Columns that never change and those that count the rows are left out.
 * @param roles of what each row holds, in this order.
 * @param rows those that were kept of the file.
 * @param categories those of each column of categories.
 * @param withoutNumbers columns that the reader found to hold no numbers.
 * @param selection without one nothing is left out.
 * @throws UnusableDataError when no column of numbers is left.
 */
export function selectedTable(
  roles: readonly ColumnRole[],
  { rows: count, fileRows, values }: KeptRows,
  categories: ReadonlyMap<number, Categories>,
  withoutNumbers: ReadonlyMap<number, IgnoredReason>,
  selection: ColumnSelection | undefined,
): FileTable {
  const ignored: IgnoredColumn[] = [];
  const sources: { readonly name: string; readonly from: number; readonly category?: number }[] = [];
  let label: number | undefined;
  const columnValues = (from: number): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => values[row * roles.length + from] ?? 0);
  for (const [from, { name, role, at, isNamed }] of roles.entries()) {
    const own = categories.get(at);
    if (own) {
      const known = own.values;
      sources.push(...known.map((value) => ({ name: `${name}=${value}`, from, category: own.numberOf(value) })));
      continue;
    }
    const reason =
      withoutNumbers.get(at) ??
      (role === 'number' && selection && !selection.keepsAll
        ? reasonToLeaveOut(columnValues(from), name, isNamed)
        : undefined);
    if (reason) ignored.push({ column: name, reason });
    else {
      if (role === 'label') label = sources.length;
      sources.push({ name, from });
    }
  }
  const width = sources.length;
  const used = width - (label === undefined ? 0 : 1);
  if (used === 0 && ignored.length > 0)
    throw new UnusableDataError(
      ignored.every(({ reason }) => reason === 'constant')
        ? { code: 'columns-constant' }
        : { code: 'no-columns-left', ignored },
    );
  if (width > mostColumns) throw new UnusableDataError({ code: 'too-many-columns', columns: width, most: mostColumns });
  const selected = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    for (const [to, { from, category }] of sources.entries()) {
      const value = values[row * roles.length + from] ?? 0;
      selected[row * width + to] = category === undefined ? value : value === category ? 1 : 0;
    }
  }
  const isComplete = count === fileRows;
  const columns = sources.map(({ name }) => name);
  return { columns, width, rows: count, values: selected, isComplete, fileRows, label, ignored };
}

/** Why a column tells nothing: it never changes, or it counts the rows. */
function reasonToLeaveOut(values: Float64Array, name: string, isNamed: boolean): IgnoredReason | undefined {
  if (values.length > 1 && values.every((value) => value === values[0])) return 'constant';
  if (isNamed || values.length < leastIndexRows || !values.every((value) => Number.isInteger(value))) return undefined;
  return isIndex(values, name) ? 'index' : undefined;
}

/**
 * Whole numbers in even steps, or each of as many neighbouring numbers once in any order; under the name of an index also different
 * ones, and ones that never fall, as where programs round them.
 */
function isIndex(values: Float64Array, name: string): boolean {
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  if (step !== 0 && values.every((value, row) => row === 0 || value - (values[row - 1] ?? 0) === step)) return true;
  const hasName = indexName.test(name);
  if (hasName && values.every((value, row) => row === 0 || value >= (values[row - 1] ?? 0))) return true;
  const sorted = Float64Array.from(values).sort();
  if (sorted.some((value, at) => at > 0 && value === sorted[at - 1])) return false;
  const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  return range === values.length - 1 || hasName;
}

/** The categories of each column that has them, by its place in the file. */
export const categoriesOf = (roles: readonly ColumnRole[]): ReadonlyMap<number, Categories> =>
  new Map(roles.flatMap(({ role, at, name }) => (role === 'categories' ? [[at, new Categories(name)] as const] : [])));
