import { mostColumns, mostValues, UnusableDataError, type Table } from './table.js';

const kinds: Readonly<
  Record<string, { readonly size: number; readonly read: (view: DataView, at: number) => number }>
> = {
  '<f8': { size: 8, read: (view, at) => view.getFloat64(at, true) },
  '<f4': { size: 4, read: (view, at) => view.getFloat32(at, true) },
  '<i8': { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  '<i4': { size: 4, read: (view, at) => view.getInt32(at, true) },
};

/** Bytes of a file: fewer where it ends before. */
export type ReadPart = (from: number, length: number) => Promise<Uint8Array>;

const latin1 = new TextDecoder('latin1');

/**
 * Reads a NumPy file of numbers in rows, up to as many as are needed.
 * @throws UnusableDataError when it is none, or of more than two dimensions, or of another kind of number.
 */
export async function readNpy(part: ReadPart): Promise<Table> {
  const begin = await part(0, 12);
  // 0x93 is a sign of its own in latin1 and of another in what decoders take for it.
  if (begin[0] !== 0x93 || latin1.decode(begin.subarray(1, 6)) !== 'NUMPY' || begin.length < 12)
    throw new UnusableDataError({ code: 'not-npy' });
  const isFirst = begin[6] === 1;
  const numbers = viewOf(begin);
  const length = isFirst ? numbers.getUint16(8, true) : numbers.getUint32(8, true);
  const start = (isFirst ? 10 : 12) + length;
  if (length > 65_536) throw new UnusableDataError({ code: 'not-npy' });
  const text = latin1.decode(await part(isFirst ? 10 : 12, length));
  const kind = /'descr':\s*'([^']+)'/.exec(text)?.[1] ?? '';
  // An array of one dimension is one column.
  const [, count, width] = (/'shape':\s*\((\d+),\s*(\d*),?\s*\)/.exec(text) ?? []).map((size) => Number(size || 1));
  const type = kinds[kind];
  if (!type) throw new UnusableDataError({ code: 'npy-number-kind', kind });
  if (!count || !width || /'fortran_order':\s*True/.test(text))
    throw new UnusableDataError({ code: 'npy-not-two-dimensional' });
  if (width > mostColumns) throw new UnusableDataError({ code: 'too-many-columns', columns: width, most: mostColumns });
  const rows = Math.min(count, Math.floor(mostValues / width));
  const wanted = rows * width * type.size;
  const bytes = await part(start, wanted);
  if (bytes.length < wanted)
    throw new UnusableDataError({
      code: 'npy-cut-short',
      rows: Math.floor(bytes.length / type.size / width),
      of: count,
    });
  const view = viewOf(bytes);
  const values = Float64Array.from({ length: rows * width }, (_, index) => type.read(view, index * type.size));
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new UnusableDataError({ code: 'npy-not-a-number', row: Math.floor(wrong / width) + 1 });
  return { columns: undefined, width, rows, values, isComplete: rows === count };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
