import { parse } from 'csv-parse/browser/esm/sync';
import type { CsvRecord } from '../language/data/csv.js';
import type { DataAccess } from '../language/data/data-files.js';
import { lexicalRefusal } from '../language/files/reach.js';
import { readTable, type ParseCsv } from '../language/data/read-table.js';
import { UnusableDataError } from '../language/data/table.js';
import type { HostFiles } from './host-files.js';

/** A larger file is not read here, where all of it is in memory: 64 MiB. */
const mostBytes = 2 ** 26;

/** Data files that the host reads, as on a disk. */
export function hostData(files: HostFiles): DataAccess {
  return {
    async version(file, reach) {
      if (lexicalRefusal(file, reach)) return 'outside';
      const status = await files.status(file);
      return status ? `${status.time} ${status.size}` : 'missing';
    },
    async read(file, reach, selection) {
      if (lexicalRefusal(file, reach)) throw new UnusableDataError({ code: 'data-outside' });
      const status = await files.status(file);
      if (!status) throw new UnusableDataError({ code: 'data-missing' });
      if (status.isFolder) throw new UnusableDataError({ code: 'data-not-regular' });
      if (status.size > mostBytes) throw new UnusableDataError({ code: 'data-too-large', most: mostBytes });
      const bytes = await files.bytes(file).catch(() => {
        throw new UnusableDataError({ code: 'data-not-readable' });
      });
      return readTable(file, () => [bytes], parseCsv, selection);
    },
  };
}

/** Parsed when the first record is taken, so that what the parser throws is met where records are read. */
const parseCsv: ParseCsv = async function* (parts, options) {
  let text = '';
  for await (const part of parts) text += part;
  yield* parse(text, options) as unknown as CsvRecord[];
};
