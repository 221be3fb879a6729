import { parse } from 'csv-parse';
import type { URI } from 'langium';
import type { FileHandle } from 'node:fs/promises';
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
        return await readTable(file, () => bytesOf(handle), parseCsv, selection);
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

/** So many bytes are read at a time. */
const chunkLength = 1 << 16;

/** The bytes of a file from its beginning. A stream would close the file once its reader stops early, as the one of the head does. */
async function* bytesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(chunkLength), 0, chunkLength, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

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
