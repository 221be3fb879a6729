import type { BadRow, LanguageMessage } from '../messages.js';
import { cellKind, markOf, mayBeGrouped, numberIn, type CellKind } from './cells.js';
import { categoriesOf, columnRoles, selectedTable, type Categories, type ColumnRole } from './columns.js';
import type { IgnoredReason } from './ignored.js';
import { EvenRows } from './rows.js';
import { UnusableDataError, type ColumnSelection, type FileTable } from './table.js';

/** A row as the parser gives it, with the line that it ends on. */
export interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** So many bad rows are named. */
const mostNamed = 3;

/** So many bad rows are counted. */
const mostCounted = 1000;

/** So many numbers that count from 0 are names, as programs give them to columns without names. */
const sureCount = 8;

/** A cell that is evidence for something, with its line. */
interface NamedCell {
  readonly cell: string;
  readonly line: number;
}

/**
 * The selected columns of a CSV file. A first row without numbers names the columns, as does one of 0, 1, 2, ...
 * Columns of texts and dates are left out. Numbers have a decimal point or a decimal comma, throughout the file.
 * @param name the file as messages call it.
 * @param delimiter the sign that parts the cells.
 * @param selection which columns; without one all are, and each has to hold numbers.
 * @throws UnusableDataError when rows are not of numbers, where it is not clear what a number is, or the parser fails.
 */
export async function tableOfRecords(
  records: AsyncIterable<CsvRecord> | Iterable<CsvRecord>,
  name: string,
  delimiter: string,
  selection?: ColumnSelection,
): Promise<FileTable> {
  let first: CsvRecord | undefined;
  let reader: RecordReader | undefined;
  try {
    for await (const one of records) {
      if (reader) reader.add(one);
      else if (first) {
        reader = new RecordReader(first, one, delimiter, selection);
        reader.add(one);
      } else first = one;
      if (reader?.isHopeless) break;
    }
    if (first && !reader) reader = new RecordReader(first, undefined, delimiter, selection);
  } catch (error) {
    // The parser's own errors have codes of their own; those of files are told where files are read. Its sentences quote the file.
    const { code, lines } = error as { readonly code?: unknown; readonly lines?: unknown };
    if (!(error instanceof Error && typeof code === 'string' && code.startsWith('CSV_'))) throw error;
    throw new UnusableDataError({ code: 'not-csv', problem: code, ...(typeof lines === 'number' && { line: lines }) });
  }
  if (!reader) throw new UnusableDataError({ code: 'data-empty' });
  return reader.finish(name);
}

/** Reads records one after the other. */
class RecordReader {
  private readonly names: readonly string[] | undefined;
  private readonly width: number;
  private readonly roles: readonly ColumnRole[];
  private readonly evidence: readonly ColumnEvidence[];
  private readonly categories: ReadonlyMap<number, Categories>;
  private readonly rows: EvenRows;
  private readonly row: Float64Array;
  private readonly uneven: BadRow[] = [];

  constructor(
    first: CsvRecord,
    second: CsvRecord | undefined,
    private readonly delimiter: string,
    private readonly selection: ColumnSelection | undefined,
  ) {
    const hasNames = isHeader(first.record, second?.record);
    this.names = hasNames ? headerOf(first.record, second?.record) : undefined;
    this.width = (this.names ?? first.record).length;
    this.roles = columnRoles(selection, this.names, this.width);
    this.evidence = this.roles.map(({ name }) => new ColumnEvidence(name));
    this.categories = categoriesOf(this.roles);
    this.rows = new EvenRows(this.roles.length);
    this.row = new Float64Array(this.roles.length);
    if (!hasNames) this.add(first);
  }

  /** True when so many rows are bad that the rest is not read. */
  get isHopeless(): boolean {
    return this.uneven.length > mostCounted;
  }

  add({ record, info: { lines: line } }: CsvRecord): void {
    const { width, roles, row } = this;
    const hasTrailing = record.length === width + 1 && record[width] === '';
    if (record.length !== width && !hasTrailing) {
      this.uneven.push({ line, cells: record.length, width });
      return;
    }
    for (const [i, { at }] of roles.entries()) {
      const cell = record[at] ?? '';
      const own = this.categories.get(at);
      if (own && cell !== '') row[i] = own.numberOf(cell);
      else row[i] = this.evidence[i]?.add(cell, line) ?? 0;
    }
    this.rows.add(row);
  }

  /** @throws UnusableDataError when what was read cannot be used. */
  finish(name: string): FileTable {
    const withoutNumbers = new Map<number, IgnoredReason>();
    const used: ColumnEvidence[] = [];
    const bad: BadRow[] = [...this.uneven];
    for (const [i, { at, name: column, role, isNamed }] of this.roles.entries()) {
      const evidence = this.evidence[i];
      if (!evidence) continue;
      const reason = role === 'categories' ? undefined : evidence.withoutNumbers;
      if (!reason || !this.selection) used.push(evidence);
      else if (role === 'label') throw new UnusableDataError({ code: 'label-not-numbers', label: column, reason });
      else if (isNamed) throw new UnusableDataError({ code: 'column-not-numbers', column, reason });
      else withoutNumbers.set(at, reason);
    }
    const unclear = unclearNumbers(used, this.delimiter);
    if (unclear) throw new UnusableDataError(unclear);
    bad.push(...used.flatMap((evidence) => evidence.bad));
    if (bad.length > 0) {
      const count = used.reduce((sum, evidence) => sum + evidence.badCount, this.uneven.length);
      const rows = bad.sort((one, other) => one.line - other.line).slice(0, mostNamed);
      const columns = this.names ? used.flatMap(({ column, badCount }) => (badCount > 0 ? [column] : [])) : [];
      throw new UnusableDataError({ code: 'csv-bad-rows', file: name, rows, count, counted: mostCounted, columns });
    }
    const kept = this.rows.finish();
    if (kept.rows === 0) throw new UnusableDataError({ code: 'data-empty' });
    return selectedTable(this.roles, kept, this.categories, withoutNumbers, this.selection);
  }
}

/** What the cells of a column say about its kind and about its numbers. */
class ColumnEvidence {
  private readonly counts: Record<CellKind, number> = { number: 0, missing: 0, thousands: 0, date: 0, text: 0 };
  private infinite = 0;
  /** The first cells that are no numbers. */
  readonly bad: BadRow[] = [];
  /** The first number with groups of digits. */
  grouped: NamedCell | undefined;
  /** The first numbers whose mark parts a fraction for certain, and those whose mark may part groups. */
  readonly sure: { point?: NamedCell; comma?: NamedCell } = {};
  readonly maybe: { point?: NamedCell; comma?: NamedCell } = {};
  hasWhole = false;

  constructor(readonly column: string) {}

  /** The number of a cell; 0 where it is none. */
  add(cell: string, line: number): number {
    const kind = cellKind(cell);
    const isNumber = kind === 'number';
    const value = isNumber ? numberIn(cell) : 0;
    this.counts[kind]++;
    if (kind === 'thousands') this.grouped ??= { cell, line };
    if (!isNumber || !Number.isFinite(value)) {
      if (this.bad.length < mostNamed) this.bad.push({ line, cell });
      if (isNumber) this.infinite++;
      return 0;
    }
    const mark = markOf(cell);
    if (mark === 'none') this.hasWhole = true;
    else if (mayBeGrouped(cell)) this.maybe[mark] ??= { cell, line };
    else this.sure[mark] ??= { cell, line };
    return value;
  }

  get badCount(): number {
    const { missing, thousands, date, text } = this.counts;
    return missing + thousands + date + text + this.infinite;
  }

  /** Why the column is none of numbers: most of its cells are texts or dates, or all are empty. */
  get withoutNumbers(): IgnoredReason | undefined {
    const { number, thousands, date, text } = this.counts;
    const filled = number + thousands + date + text;
    if (filled === 0) return 'empty';
    if (2 * (date + text) <= filled) return undefined;
    return date > text ? 'dates' : 'text';
  }
}

/** Why it is not clear what numbers a file holds: groups of digits, decimal points beside decimal commas, or what may be either. */
function unclearNumbers(columns: readonly ColumnEvidence[], delimiter: string): LanguageMessage | undefined {
  const firstOf = (cells: readonly (NamedCell | undefined)[]): NamedCell | undefined =>
    cells.reduce((best, cell) => (!cell || (best && best.line <= cell.line) ? best : cell), undefined);
  const grouped = firstOf(columns.map((column) => column.grouped));
  if (grouped) return { code: 'csv-thousands', ...grouped };
  const marked = (mark: 'point' | 'comma'): NamedCell | undefined =>
    firstOf(columns.flatMap(({ sure, maybe }) => [sure[mark], maybe[mark]]));
  const [point, comma] = [marked('point'), marked('comma')];
  if (point && comma)
    return {
      code: 'csv-two-marks',
      point: point.cell,
      pointLine: point.line,
      comma: comma.cell,
      commaLine: comma.line,
    };
  const mark = point ? 'point' : 'comma';
  // Only where semicolons part cells, because commas part fractions, a point may part thousands.
  if (columns.some(({ sure }) => sure[mark]) || (mark === 'point' && delimiter !== ';')) return undefined;
  const unclear = columns.filter(({ maybe, hasWhole }) => maybe[mark] && (hasWhole || delimiter === ','));
  const example = firstOf(unclear.map(({ maybe }) => maybe[mark]));
  return example && { code: 'csv-thousands-or-fraction', ...example };
}

/**
 * Whether a first row names columns: it has no number in it; it counts 0, 1, 2, ... or 1, 2, 3, ... beside names; it counts from 0 where the
 * next row does not and it is no row of a few whole numbers; or it has names over numbers with whole numbers among them, such as years.
 */
function isHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  const cells = first.filter((cell) => cell !== '');
  const numbers = cells.filter((cell) => cellKind(cell) === 'number');
  const texts = cells.filter((cell) => cellKind(cell) === 'text');
  if (numbers.length === 0) return texts.length > 0;
  if (texts.length > 0 && counts(numbers)) return true;
  if (numbers[0] === '0' && counts(numbers) && second && !counts(second))
    return numbers.length >= sureCount || second.some((cell) => /[.,eE]/.test(cell));
  const isOverNumber = (cell: string, at: number): boolean =>
    cellKind(cell) === 'text' && cellKind(second?.[at] ?? '') === 'number';
  return first.some(isOverNumber) && numbers.every((cell) => /^\d+$/.test(cell));
}

/** True for 0, 1, 2, ... and 1, 2, 3, ... */
function counts(cells: readonly string[]): boolean {
  const from = cells[0] === '0' ? 0 : 1;
  return cells.length > 1 && cells.every((cell, at) => cell === String(at + from));
}

/** The names in a first row. A `#` before the first of them is a sign of a comment. A separator may end this row alone. */
function headerOf(first: readonly string[], second: readonly string[] | undefined): string[] {
  const names = first.map((name, at) => (at === 0 ? name.replace(/^#+\s*/, '') : name));
  const isLonger = names.at(-1) === '' && second?.length === names.length - 1;
  return isLonger ? names.slice(0, -1) : names;
}
