import { parse } from 'csv-parse';
import type { URI } from 'langium';
import { Readable } from 'node:stream';
import { RefusedFileError, type RefusedReason } from '../files/reach.js';
import { openUserFile, versionOfUserFile } from '../files/user-files.js';
import type { LanguageMessage } from '../messages.js';
import type { CsvRecord } from './csv.js';
import type { DataAccess } from './data-files.js';
import { readTable, type ParseCsv } from './read-table.js';
import { UnusableDataError } from './table.js';

/** Data files of the file system. */
export const dataFiles: DataAccess = {
  version: (file, reach) => versionOfUserFile(onDisk(file), reach),
  async read(file, reach, selection) {
    const path = onDisk(file);
    try {
      const handle = await openUserFile(path, reach);
      try {
        const source = (): AsyncIterable<Uint8Array> => handle.createReadStream({ start: 0, autoClose: false });
        return await readTable(file, source, parseCsv, selection);
      } finally {
        await handle.close();
      }
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
