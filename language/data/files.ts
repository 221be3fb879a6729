import { parse } from 'csv-parse';
import type { URI } from 'langium';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { CsvRecord } from './csv.js';
import type { DataAccess } from './data-files.js';
import { readTable, type ParseCsv } from './read-table.js';
import { UnusableDataError } from './table.js';

/** Data files of the file system. */
export const dataFiles: DataAccess = {
  async version(file) {
    const { mtimeMs, size } = await stat(onDisk(file));
    return `${mtimeMs} ${size}`;
  },
  async read(file, selection) {
    const path = onDisk(file);
    try {
      const status = await stat(path);
      if (!status.isFile()) throw new UnusableDataError({ code: 'data-not-regular' });
      return await readTable(file, () => createReadStream(path) as AsyncIterable<Uint8Array>, parseCsv, selection);
    } catch (error) {
      if (error instanceof UnusableDataError) throw error;
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      throw new UnusableDataError(
        code === 'ENOENT' ? { code: 'data-missing' } : { code: 'data-not-readable', cause: code || String(error) },
      );
    }
  },
};

const parseCsv: ParseCsv = async function* (text, options) {
  const source = Readable.from(text);
  const parser = parse(options);
  source.on('error', (error) => parser.destroy(error));
  try {
    yield* source.pipe(parser) as AsyncIterable<CsvRecord>;
  } finally {
    source.destroy();
    parser.destroy();
  }
};

function onDisk(file: URI): string {
  if (file.scheme !== 'file') throw new UnusableDataError({ code: 'data-beside-unsaved' });
  return file.fsPath;
}
