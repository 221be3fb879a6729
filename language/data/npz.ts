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
 * @param selection its `member` names the array; the only one when left out.
 * @throws UnusableDataError when the file is none, or has no such array.
 */
export async function readNpz(chunks: ReadChunks, selection?: ColumnSelection): Promise<FileTable> {
  const names: string[] = [];
  for await (const part of membersOf(chunks, (name) => (names.push(name), false))) void part;
  const arrays = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  if (arrays.length === 0) throw new UnusableDataError({ code: 'not-npz' });
  const member = selection?.member ?? (arrays.length === 1 ? arrays[0] : undefined);
  if (member === undefined) throw new UnusableDataError({ code: 'npz-member-missing', members: arrays });
  if (!arrays.includes(member)) throw new UnusableDataError({ code: 'npz-member-unknown', member, members: arrays });
  return readNpy(
    membersOf(chunks, (name) => name === member + ending),
    selection,
  );
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
