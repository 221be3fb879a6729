import { parse } from 'csv-parse';
import { UriUtils, type URI } from 'langium';
import { RefusedFileError, type Reach, type RefusedReason } from '../files/reach.js';
import { openUserFile, versionOfUserFile } from '../files/user-files.js';
import type { LanguageMessage } from '../messages.js';
import { csvOptions, headLength, tableOfRecords, type CsvRecord } from './csv.js';
import type { DataAccess } from './data-files.js';
import { readNpy } from './npy.js';
import { UnusableDataError, type Table } from './table.js';

/** Data files of the file system: .csv, with a comma, semicolon or tab, and .npy. */
export const dataFiles: DataAccess = {
  version: (file, reach) => versionOfUserFile(onDisk(file), reach),
  async read(file, reach) {
    const path = onDisk(file);
    try {
      return await read(path, file, reach);
    } catch (error) {
      if (error instanceof UnusableDataError) throw error;
      if (error instanceof RefusedFileError) throw new UnusableDataError(refusals[error.reason]);
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      throw new UnusableDataError(
        code === 'ENOENT' ? { code: 'data-missing' } : { code: 'data-not-readable', cause: code || String(error) },
      );
    }
  },
};

const refusals: Readonly<Record<RefusedReason, LanguageMessage>> = {
  outside: { code: 'data-outside' },
  folder: { code: 'data-not-regular' },
  'not-regular': { code: 'data-not-regular' },
  'other-machine': { code: 'data-other-machine' },
};

function onDisk(file: URI): string {
  if (file.scheme !== 'file') throw new UnusableDataError({ code: 'data-beside-unsaved' });
  return file.fsPath;
}

async function read(path: string, file: URI, reach: Reach): Promise<Table> {
  const handle = await openUserFile(path, reach);
  const part = async (from: number, length: number): Promise<Uint8Array> => {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  };
  try {
    if (UriUtils.extname(file).toLowerCase() === '.npy') return await readNpy(part);
    const parser = handle
      .createReadStream({ start: 0, autoClose: false })
      .pipe(parse(csvOptions(await part(0, headLength))));
    return await tableOfRecords(parser as AsyncIterable<CsvRecord>, UriUtils.basename(file)).finally(() =>
      parser.destroy(),
    );
  } finally {
    await handle.close();
  }
}
