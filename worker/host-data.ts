import { parse } from 'csv-parse/browser/esm/sync';
import { UriUtils, type URI } from 'langium';
import { csvOptions, headLength, tableOfRecords, type CsvRecord } from '../language/data/csv.js';
import type { DataAccess } from '../language/data/data-files.js';
import { lexicalRefusal } from '../language/files/reach.js';
import { readNpy } from '../language/data/npy.js';
import { UnusableDataError, type Table } from '../language/data/table.js';
import type { HostFiles } from './host-files.js';

/** So many bytes of a CSV file are read, 64 MiB: they hold more numbers than are measured. */
const mostBytes = 2 ** 26;

/** Data files that the host reads: .csv and .npy, as on a disk. */
export function hostData(files: HostFiles): DataAccess {
  return {
    async version(file, reach) {
      if (lexicalRefusal(file, reach)) return 'outside';
      const status = await files.status(file);
      return status ? `${status.time} ${status.size}` : 'missing';
    },
    async read(file, reach) {
      if (lexicalRefusal(file, reach)) throw new UnusableDataError({ code: 'data-outside' });
      const status = await files.status(file);
      if (!status) throw new UnusableDataError({ code: 'data-missing' });
      if (status.isFolder) throw new UnusableDataError({ code: 'data-not-regular' });
      const bytes = await files.bytes(file).catch(() => {
        throw new UnusableDataError({ code: 'data-not-readable' });
      });
      return tableIn(bytes, file);
    },
  };
}

async function tableIn(bytes: Uint8Array, file: URI): Promise<Table> {
  if (UriUtils.extname(file).toLowerCase() === '.npy')
    return readNpy(async (from, length) => bytes.subarray(from, from + length));
  const isLong = bytes.length > mostBytes;
  const lines = isLong ? bytes.subarray(0, bytes.lastIndexOf(10, mostBytes) + 1) : bytes;
  const table = await tableOfRecords(recordsIn(lines), UriUtils.basename(file));
  return { ...table, isComplete: table.isComplete && !isLong };
}

/** Parsed when the first record is taken, so that what the parser throws is met where records are read. */
function* recordsIn(bytes: Uint8Array): Generator<CsvRecord> {
  const text = new TextDecoder().decode(bytes);
  yield* parse(text, csvOptions(bytes.subarray(0, headLength))) as unknown as CsvRecord[];
}
