import type { BadRow } from '../messages.js';
import { mostColumns, mostValues, UnusableDataError, type Table } from './table.js';

/** A row as the parser gives it, with the line that it ends on. */
export interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** So many bytes at the beginning tell which sign parts the cells. */
export const headLength = 4096;

/** How the parser reads a file that begins so. */
export const csvOptions = (head: Uint8Array) =>
  ({
    delimiter: delimiterIn(new TextDecoder().decode(head)),
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
    max_record_size: 1 << 20,
  }) as const;

/** So many bad rows are named. */
const mostNamed = 3;

/** So many bad rows are counted. */
const mostCounted = 1000;

/**
 * The numbers in the rows of a CSV file, up to as many as are needed. A first row that is not of numbers names the columns.
 * @param name the file as messages call it.
 * @throws UnusableDataError when rows are not of numbers, or the parser fails.
 */
export async function tableOfRecords(
  records: AsyncIterable<CsvRecord> | Iterable<CsvRecord>,
  name: string,
): Promise<Table> {
  let columns: readonly string[] | undefined;
  let width = 0;
  let rows = 0;
  const values: number[] = [];
  const bad: BadRow[] = [];
  let isComplete = true;
  try {
    for await (const { record, info } of records) {
      const numbers = record.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
      if (width === 0) {
        width = record.length;
        if (width > mostColumns)
          throw new UnusableDataError({ code: 'too-many-columns', columns: width, most: mostColumns });
        if (numbers.some((number) => Number.isNaN(number))) {
          columns = record;
          continue;
        }
      }
      const wrong = record.length !== width ? -1 : numbers.findIndex((number) => !Number.isFinite(number));
      if (record.length !== width) bad.push({ line: info.lines, cells: record.length, width });
      else if (wrong >= 0) bad.push({ line: info.lines, cell: record[wrong] ?? '' });
      else if (values.length + width > mostValues) {
        isComplete = false;
        break;
      } else {
        for (const number of numbers) values.push(number);
        rows++;
      }
      if (bad.length > mostCounted) break;
    }
  } catch (error) {
    if (error instanceof UnusableDataError) throw error;
    // The parser's own sentence quotes the file.
    const { code, lines } = error as { readonly code?: unknown; readonly lines?: unknown };
    throw new UnusableDataError({
      code: 'not-csv',
      problem: typeof code === 'string' ? code : '',
      ...(typeof lines === 'number' && { line: lines }),
    });
  }
  if (bad.length > 0) {
    const named = bad.slice(0, mostNamed);
    throw new UnusableDataError({
      code: 'csv-bad-rows',
      file: name,
      rows: named,
      count: bad.length,
      counted: mostCounted,
    });
  }
  return { columns, width, rows, values: Float64Array.from(values), isComplete };
}

/** The sign that parts the cells of the first line: the most frequent of comma, semicolon and tab. */
function delimiterIn(head: string): string {
  const [line = ''] = head.split('\n');
  const count = (sign: string): number => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
