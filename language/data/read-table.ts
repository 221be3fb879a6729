import { UriUtils, type URI } from 'langium';
import { csvFormat, csvOptions, headLength, type CsvFormat } from './csv-format.js';
import { tableOfRecords, type CsvRecord } from './csv.js';
import { readNpy } from './npy.js';
import { readNpz, type ReadChunks } from './npz.js';
import { UnusableDataError, type ColumnSelection, type FileTable } from './table.js';

/** Parses the text of a CSV file; what it throws is a fault of the file. */
export type ParseCsv = (
  text: AsyncIterable<string>,
  options: ReturnType<typeof csvOptions>,
) => AsyncIterable<CsvRecord>;

/**
 * Reads a data file: .npy, .npz, or else text.
 * @param file its address, whose ending says what it is.
 * @param chunks its bytes from the beginning.
 * @throws UnusableDataError when it cannot be used.
 */
export async function readTable(
  file: URI,
  chunks: ReadChunks,
  parse: ParseCsv,
  selection?: ColumnSelection,
): Promise<FileTable> {
  const ending = UriUtils.extname(file).toLowerCase();
  if (ending === '.npz') return readNpz(chunks, selection);
  if (selection?.member !== undefined) throw new UnusableDataError({ code: 'member-without-npz' });
  if (ending === '.npy') return readNpy(chunks(), selection);
  const format = csvFormat(await headOf(chunks));
  if (!format) throw new UnusableDataError({ code: 'csv-not-text' });
  const records = parse(decoded(chunks(), format), csvOptions(format));
  return tableOfRecords(records, UriUtils.basename(file), format.delimiter, selection);
}

async function headOf(chunks: ReadChunks): Promise<Uint8Array> {
  const head = new Uint8Array(headLength);
  let length = 0;
  for await (const chunk of chunks()) {
    const part = chunk.subarray(0, headLength - length);
    head.set(part, length);
    length += part.length;
    if (length === headLength) break;
  }
  return head.subarray(0, length);
}

async function* decoded(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { encoding }: CsvFormat,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
