import { open } from 'node:fs/promises';
import { mostColumns, mostValues, UnusableDataError, type Table } from './table.js';

const kinds: Readonly<
  Record<string, { readonly size: number; readonly read: (view: DataView, at: number) => number }>
> = {
  '<f8': { size: 8, read: (view, at) => view.getFloat64(at, true) },
  '<f4': { size: 4, read: (view, at) => view.getFloat32(at, true) },
  '<i8': { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  '<i4': { size: 4, read: (view, at) => view.getInt32(at, true) },
};

/**
 * Reads a NumPy file of numbers in rows, up to as many as are needed.
 * @throws UnusableDataError when it is none, or not of two dimensions, or of another kind of number.
 */
export async function readNpy(path: string): Promise<Table> {
  const handle = await open(path, 'r');
  try {
    const begin = Buffer.alloc(12);
    await handle.read(begin, 0, 12, 0);
    if (begin.toString('latin1', 0, 6) !== '\x93NUMPY') throw new UnusableDataError('it is no .npy file.');
    const isFirst = begin[6] === 1;
    const length = isFirst ? begin.readUInt16LE(8) : begin.readUInt32LE(8);
    const start = (isFirst ? 10 : 12) + length;
    if (length > 65_536) throw new UnusableDataError('it is no .npy file.');
    const header = Buffer.alloc(length);
    await handle.read(header, 0, length, isFirst ? 10 : 12);
    const text = header.toString('latin1');
    const kind = /'descr':\s*'([^']+)'/.exec(text)?.[1] ?? '';
    const [, count, width] = (/'shape':\s*\((\d+),\s*(\d+),?\s*\)/.exec(text) ?? []).map(Number);
    const type = kinds[kind];
    if (!type)
      throw new UnusableDataError(`its numbers are of the kind ${kind || 'unknown'}: save it as float64 or float32.`);
    if (!count || !width || /'fortran_order':\s*True/.test(text))
      throw new UnusableDataError('it has no rows and columns: save an array of two dimensions, in C order.');
    if (width > mostColumns)
      throw new UnusableDataError(`it has ${width} columns; up to ${mostColumns} can be measured.`);
    const rows = Math.min(count, Math.floor(mostValues / width));
    const bytes = Buffer.alloc(rows * width * type.size);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    if (bytesRead < bytes.length)
      throw new UnusableDataError(`it ends after ${Math.floor(bytesRead / type.size / width)} of its ${count} rows.`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const values = Float64Array.from({ length: rows * width }, (_, index) => type.read(view, index * type.size));
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new UnusableDataError(
        `row ${Math.floor(wrong / width) + 1} has a value that is no number. Correct it, or take the row out.`,
      );
    return { columns: undefined, width, rows, values, isWhole: rows === count };
  } finally {
    await handle.close();
  }
}
