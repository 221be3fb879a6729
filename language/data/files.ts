import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { DataAccess } from './data-files.js';
import { readNpy } from './npy.js';
import { mostColumns, mostValues, UnusableDataError, type Table } from './table.js';

/** Data files of the file system: .csv, with a comma, semicolon or tab, and .npy. */
export const dataFiles: DataAccess = {
  async version(path) {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs} ${size}`;
  },
  async read(path) {
    try {
      const status = await stat(path);
      if (!status.isFile()) throw new UnusableDataError('it is not a file.');
      return extname(path).toLowerCase() === '.npy' ? await readNpy(path) : await readCsv(path);
    } catch (error) {
      if (error instanceof UnusableDataError) throw error;
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      throw new UnusableDataError(
        code === 'ENOENT' ? 'there is no such file.' : `it cannot be read (${code || String(error)}).`,
      );
    }
  },
};

/** So many bad rows are named. */
const mostNamed = 3;

/** Reads a CSV file row by row, up to as many as are needed. A first row that is not of numbers names the columns. */
async function readCsv(path: string): Promise<Table> {
  const delimiter = await delimiterOf(path);
  const parser = createReadStream(path).pipe(
    parse({
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      max_record_size: 1 << 20,
    }),
  );
  let columns: string[] | undefined;
  let width = 0;
  let rows = 0;
  const values: number[] = [];
  const bad: string[] = [];
  let isWhole = true;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const numbers = record.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
      if (width === 0) {
        width = record.length;
        if (width > mostColumns)
          throw new UnusableDataError(`it has ${width} columns; up to ${mostColumns} can be measured.`);
        if (numbers.some((number) => Number.isNaN(number))) {
          columns = record;
          continue;
        }
      }
      const wrong = record.length !== width ? -1 : numbers.findIndex((number) => !Number.isFinite(number));
      if (record.length !== width)
        bad.push(`${basename(path)}:${info.lines}: ${record.length} cells in the place of ${width}`);
      else if (wrong >= 0)
        bad.push(`${basename(path)}:${info.lines}: "${(record[wrong] ?? '').slice(0, 30)}" is no number`);
      else if (values.length + width > mostValues) {
        isWhole = false;
        break;
      } else {
        for (const number of numbers) values.push(number);
        rows++;
      }
      if (bad.length > 1000) break;
    }
  } catch (error) {
    if (error instanceof UnusableDataError) throw error;
    throw new UnusableDataError(`it is no CSV file: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    parser.destroy();
  }
  if (bad.length > 0) {
    const more = bad.length > mostNamed ? `; ${bad.length > 1000 ? 'more than 1000' : bad.length} rows in all` : '';
    throw new UnusableDataError(`${bad.slice(0, mostNamed).join('; ')}${more}. Correct these rows, or take them out.`);
  }
  return { columns, width, rows, values: Float64Array.from(values), isWhole };
}

/** The sign that parts the cells of the first line: the most frequent of comma, semicolon and tab. */
async function delimiterOf(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const [line = ''] = buffer.toString('utf8', 0, bytesRead).split('\n');
    const count = (sign: string): number => line.split(sign).length;
    return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  } finally {
    await handle.close();
  }
}
