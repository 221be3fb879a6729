import { parse } from 'csv-parse';
import { UriUtils, type URI } from 'langium';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { csvOptions, headLength, tableOfRecords, type CsvRecord } from './csv.js';
import type { DataAccess } from './data-files.js';
import { readNpy } from './npy.js';
import { UnusableDataError, type Table } from './table.js';

/** Data files of the file system: .csv, with a comma, semicolon or tab, and .npy. */
export const dataFiles: DataAccess = {
  async version(file) {
    const { mtimeMs, size } = await stat(onDisk(file));
    return `${mtimeMs} ${size}`;
  },
  async read(file) {
    const path = onDisk(file);
    try {
      const status = await stat(path);
      if (!status.isFile()) throw new UnusableDataError({ code: 'data-not-regular' });
      return await read(path, file);
    } catch (error) {
      if (error instanceof UnusableDataError) throw error;
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      throw new UnusableDataError(
        code === 'ENOENT' ? { code: 'data-missing' } : { code: 'data-not-readable', cause: code || String(error) },
      );
    }
  },
};

function onDisk(file: URI): string {
  if (file.scheme !== 'file') throw new UnusableDataError({ code: 'data-beside-unsaved' });
  return file.fsPath;
}

async function read(path: string, file: URI): Promise<Table> {
  const handle = await open(path, 'r');
  const part = async (from: number, length: number): Promise<Uint8Array> => {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  };
  try {
    if (UriUtils.extname(file).toLowerCase() === '.npy') return await readNpy(part);
    const parser = createReadStream(path).pipe(parse(csvOptions(await part(0, headLength))));
    return await tableOfRecords(parser as AsyncIterable<CsvRecord>, UriUtils.basename(file)).finally(() =>
      parser.destroy(),
    );
  } finally {
    await handle.close();
  }
}
