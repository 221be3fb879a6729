import { Unzip, UnzipInflate } from 'fflate';
import { readNpy } from './npy.js';
import { UnusableDataError, type ColumnSelection, type FileTable } from './table.js';

/** The bytes of a file from its beginning, in chunks; each call reads it anew. */
export type ReadChunks = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The parser expands a chunk at once, up to 1032 times: 64 KiB to 66 MB. */
const longestChunk = 65_536;

/** So many arrays are looked through. */
const mostMembers = 10_000;

const ending = '.npy';

/**
 * Reads an array of an .npz file: what `numpy.savez` and `savez_compressed` write.
 * @param selection its `member` names the array; the only one when left out. Its label may be another array, of one number a row.
 * @throws UnusableDataError when the file is none, or has no such array.
 */
export async function readNpz(chunks: ReadChunks, selection?: ColumnSelection): Promise<FileTable> {
  const names: string[] = [];
  for await (const part of membersOf(chunks, (name) => (names.push(name), false))) void part;
  const arrays = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  if (arrays.length === 0) throw new UnusableDataError({ code: 'not-npz' });
  const unlabelled = arrays.filter((name) => name !== selection?.label);
  const member = selection?.member ?? (unlabelled.length === 1 ? unlabelled[0] : undefined);
  if (member === undefined) throw new UnusableDataError({ code: 'npz-member-missing', members: arrays });
  if (!arrays.includes(member)) throw new UnusableDataError({ code: 'npz-member-unknown', member, members: arrays });
  const read = (array: string, wanted: ColumnSelection | undefined): Promise<FileTable> =>
    readNpy(
      membersOf(chunks, (name) => name === array + ending),
      wanted,
    );
  const { label, ...others } = selection ?? {};
  if (label === undefined || !arrays.includes(label)) return read(member, selection);
  return withLabel(await read(member, others), await read(label, undefined), label);
}

/** A table with the label that another array holds, as the last column. */
function withLabel(table: FileTable, labels: FileTable, label: string): FileTable {
  const { rows, fileRows, width, values } = table;
  if (labels.width !== 1 || labels.fileRows !== fileRows)
    throw new UnusableDataError({ code: 'npz-label-shape', label, rows: fileRows });
  // Both keep rows in steps of powers of two, narrow arrays in smaller ones.
  const stepOf = (kept: number): number => 2 ** Math.ceil(Math.log2(fileRows / kept));
  const step = stepOf(rows) / stepOf(labels.rows);
  const joined = new Float64Array(rows * (width + 1));
  for (let row = 0; row < rows; row++) {
    joined.set(values.subarray(row * width, (row + 1) * width), row * (width + 1));
    joined[(row + 1) * (width + 1) - 1] = labels.values[row * step] ?? 0;
  }
  return { ...table, columns: [...table.columns, label], width: width + 1, values: joined, label: width };
}

/** The bytes of the members that are wanted, expanded as they come. */
async function* membersOf(chunks: ReadChunks, isWanted: (name: string) => boolean): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let members = 0;
  const unzip = new Unzip((file) => {
    if (++members > mostMembers || !isWanted(file.name)) return;
    file.ondata = (error, data) => {
      if (error) throw error;
      ready.push(data);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const push = (part: Uint8Array, isLast: boolean): void => {
    try {
      unzip.push(part, isLast);
    } catch {
      throw new UnusableDataError({ code: 'not-npz' });
    }
  };
  for await (const chunk of chunks()) {
    for (let from = 0; from < chunk.length; from += longestChunk) {
      push(chunk.subarray(from, from + longestChunk), false);
      yield* ready.splice(0);
    }
  }
  push(new Uint8Array(), true);
  yield* ready.splice(0);
}
