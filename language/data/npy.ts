import { categoriesOf, columnRoles, selectedTable } from './columns.js';
import { strideOf } from './rows.js';
import { mostColumns, UnusableDataError, type ColumnSelection, type FileTable } from './table.js';
import { halfOf } from './half.js';

type ReadNumber = (view: DataView, at: number, isLittle: boolean) => number;

/** The kinds of number by the letters that NumPy gives them, without the order of their bytes. */
const kinds: Readonly<Record<string, { readonly size: number; readonly read: ReadNumber }>> = {
  f8: { size: 8, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
  f4: { size: 4, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  f2: { size: 2, read: (view, at, isLittle) => halfOf(view.getUint16(at, isLittle)) },
  i8: { size: 8, read: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)) },
  i4: { size: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  i2: { size: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  i1: { size: 1, read: (view, at) => view.getInt8(at) },
  u8: { size: 8, read: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)) },
  u4: { size: 4, read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  u2: { size: 2, read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  u1: { size: 1, read: (view, at) => view.getUint8(at) },
  b1: { size: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
};

/** A longer header is that of no array of numbers. */
const longestHeader = 65_536;

/** With more columns than this none is selected by number. */
const mostFileColumns = 1_000_000;

const latin1 = new TextDecoder('latin1');

/** What the header of an array says. */
interface ArrayHeader {
  readonly size: number;
  readonly read: (view: DataView, at: number) => number;
  readonly rows: number;
  readonly width: number;
  /** True when the array lies column after column. */
  readonly isFortran: boolean;
}

/**
 * Reads a NumPy array of numbers in rows, in any order of bytes and of rows and columns. An array of one dimension is one column.
 * @param chunks the bytes of an .npy file; no more than needed is taken.
 * @param selection which columns, by their numbers; without one all are.
 * @throws UnusableDataError when it is none, of more than two dimensions, or of another kind of number.
 */
export async function readNpy(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  selection?: ColumnSelection,
): Promise<FileTable> {
  const bytes = new ByteStream(chunks);
  const { rows: count, width, isFortran, size, read } = await headerOf(bytes);
  const roles = columnRoles(selection, undefined, width);
  const categories = categoriesOf(roles);
  const placeOf = new Map(roles.map(({ at }, place) => [at, place]));
  const stride = strideOf(count, roles.length);
  const rows = Math.ceil(count / stride);
  const values = new Float64Array(rows * roles.length);
  const total = count * width;
  for (let done = 0; done < total;) {
    const part = await bytes.multipleOf(size, (total - done) * size);
    if (!part) throw new UnusableDataError({ code: 'npy-cut-short', rows: Math.floor(done / width), of: count });
    const view = viewOf(part);
    for (let at = 0; at < part.byteLength; at += size, done++) {
      const inner = done % (isFortran ? count : width);
      const outer = (done - inner) / (isFortran ? count : width);
      const [row, column] = isFortran ? [inner, outer] : [outer, inner];
      const place = placeOf.get(column);
      if (place === undefined) continue;
      const value = read(view, at);
      if (!Number.isFinite(value))
        throw new UnusableDataError({ code: 'npy-not-a-number', row: row + 1, column: column + 1 });
      if (row % stride === 0)
        values[(row / stride) * roles.length + place] = categories.get(column)?.numberOf(String(value)) ?? value;
    }
  }
  return selectedTable(roles, { rows, fileRows: count, values }, categories, new Map(), selection);
}

/** @throws UnusableDataError when the bytes are no array of numbers in rows. */
async function headerOf(bytes: ByteStream): Promise<ArrayHeader> {
  const begin = await bytes.exactly(8);
  // 0x93 is a sign of its own in latin1 and of another in what decoders take for it.
  if (begin?.[0] !== 0x93 || latin1.decode(begin.subarray(1, 6)) !== 'NUMPY')
    throw new UnusableDataError({ code: 'not-npy' });
  const sizeBytes = begin[6] === 1 ? 2 : 4;
  const sized = await bytes.exactly(sizeBytes);
  const length = sized && (sizeBytes === 2 ? viewOf(sized).getUint16(0, true) : viewOf(sized).getUint32(0, true));
  const written = length !== undefined && length <= longestHeader ? await bytes.exactly(length) : undefined;
  if (!written) throw new UnusableDataError({ code: 'not-npy' });
  const text = latin1.decode(written);
  const kind = /'descr':\s*'([^']+)'/.exec(text)?.[1] ?? '';
  const type = /^[<>=|]/.test(kind) ? kinds[kind.slice(1)] : undefined;
  if (!type) throw new UnusableDataError({ code: 'npy-number-kind', kind });
  // An array of one dimension is one column.
  const [, rows, width] = (/'shape':\s*\((\d+),\s*(\d*),?\s*\)/.exec(text) ?? []).map((size) => Number(size || 1));
  if (rows === undefined || width === undefined) throw new UnusableDataError({ code: 'npy-not-two-dimensional' });
  if (rows * width === 0) throw new UnusableDataError({ code: 'data-empty' });
  if (!Number.isSafeInteger(rows * width * type.size)) throw new UnusableDataError({ code: 'not-npy' });
  if (width > mostFileColumns)
    throw new UnusableDataError({ code: 'too-many-columns', columns: width, most: mostColumns });
  const isLittle = !kind.startsWith('>');
  const isFortran = /'fortran_order':\s*True/.test(text);
  return { size: type.size, read: (view, at) => type.read(view, at, isLittle), rows, width, isFortran };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** Bytes that come in chunks of any length, taken in the lengths that are asked for. */
class ByteStream {
  private readonly chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array();

  constructor(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** So many bytes; undefined where fewer are left. */
  async exactly(length: number): Promise<Uint8Array | undefined> {
    while (this.rest.length < length) if (!(await this.next())) return undefined;
    return this.take(length);
  }

  /** As many bytes as have come, a multiple of `size` and at most `most`; undefined where fewer than `size` are left. */
  async multipleOf(size: number, most: number): Promise<Uint8Array | undefined> {
    while (this.rest.length < size) if (!(await this.next())) return undefined;
    return this.take(Math.min(most, this.rest.length - (this.rest.length % size)));
  }

  private take(length: number): Uint8Array {
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  private async next(): Promise<boolean> {
    const { value, done } = await this.chunks.next();
    if (done) return false;
    if (this.rest.length === 0) this.rest = value;
    else {
      const joined = new Uint8Array(this.rest.length + value.length);
      joined.set(this.rest);
      joined.set(value, this.rest.length);
      this.rest = joined;
    }
    return true;
  }
}
