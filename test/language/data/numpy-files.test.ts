import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { URI } from 'langium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anywhere } from '../../../language/files/reach.js';
import { dataFiles } from '../../../language/data/files.js';
import { UnusableDataError, type ColumnSelection, type FileTable } from '../../../language/data/table.js';
import { words } from '../../../present/words/words.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'archscale-npy-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A NumPy file by its published format. */
function npy(kind: string, shape: string, body: Uint8Array, { isFortran = false, version = 1 } = {}): Buffer {
  const text = `{'descr': '${kind}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': ${shape}, }`.padEnd(
    117,
  );
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(118);
  else length.writeUInt32LE(118);
  return Buffer.concat([
    Buffer.from('\u0093NUMPY', 'latin1'),
    Buffer.from([version, 0]),
    length,
    Buffer.from(`${text}\n`),
    body,
  ]);
}

async function read(content: Uint8Array, selection: ColumnSelection = {}, name = 'f.npy'): Promise<FileTable> {
  const path = join(folder, name);
  await writeFile(path, content);
  return dataFiles.read(URI.file(path), anywhere, selection);
}

async function refusal(...given: Parameters<typeof read>): Promise<string> {
  try {
    await read(...given);
  } catch (error) {
    if (error instanceof UnusableDataError) return words(error.reason);
    throw error;
  }
  return 'read';
}

/** 1, 2, 3, 0, 1, 1 in the bytes of a kind, written by hand of Node's own writers. */
const writers: Record<string, (buffer: Buffer, value: number, at: number, isLittle: boolean) => void> = {
  f8: (b, v, at, le) => void (le ? b.writeDoubleLE(v, at) : b.writeDoubleBE(v, at)),
  f4: (b, v, at, le) => void (le ? b.writeFloatLE(v, at) : b.writeFloatBE(v, at)),
  i8: (b, v, at, le) => void (le ? b.writeBigInt64LE(BigInt(v), at) : b.writeBigInt64BE(BigInt(v), at)),
  i4: (b, v, at, le) => void (le ? b.writeInt32LE(v, at) : b.writeInt32BE(v, at)),
  i2: (b, v, at, le) => void (le ? b.writeInt16LE(v, at) : b.writeInt16BE(v, at)),
  i1: (b, v, at) => void b.writeInt8(v, at),
  u8: (b, v, at, le) => void (le ? b.writeBigUInt64LE(BigInt(v), at) : b.writeBigUInt64BE(BigInt(v), at)),
  u4: (b, v, at, le) => void (le ? b.writeUInt32LE(v, at) : b.writeUInt32BE(v, at)),
  u2: (b, v, at, le) => void (le ? b.writeUInt16LE(v, at) : b.writeUInt16BE(v, at)),
  u1: (b, v, at) => void b.writeUInt8(v, at),
};

function bodyOf(kind: string, values: readonly number[], isLittle: boolean): Buffer {
  const size = Number(kind.slice(1));
  const body = Buffer.alloc(values.length * size);
  values.forEach((value, i) => writers[kind]?.(body, value, i * size, isLittle));
  return body;
}

describe('an array of NumPy', () => {
  it.each(Object.keys(writers).flatMap((kind) => [`<${kind}`, `>${kind}`]))('of the kind %s is read', async (kind) => {
    const body = bodyOf(kind.slice(1), [1, 2, 3, 0, 1, 1], kind.startsWith('<'));
    const table = await read(npy(kind.endsWith('1') ? `|${kind.slice(1)}` : kind, '(3, 2)', body));
    expect([...table.values]).toEqual([1, 2, 3, 0, 1, 1]);
  });

  it('of half precision: 1, -2, 65504, 2^-24, 0.333', async () => {
    // By IEEE 754: 0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555.
    const bits = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555];
    const body = Buffer.alloc(10);
    bits.forEach((value, i) => body.writeUInt16LE(value, 2 * i));
    const { values } = await read(npy('<f2', '(5,)', body));
    expect([...values]).toEqual([1, -2, 65504, 2 ** -24, 0.333251953125]);
  });

  it('of truth values is one of 0 and 1', async () => {
    expect([...(await read(npy('|b1', '(3,)', new Uint8Array([1, 0, 1])))).values]).toEqual([1, 0, 1]);
  });

  it('in Fortran order is read column after column', async () => {
    const body = bodyOf('f8', [1, 2, 3, 40, 50, 60], true);
    const table = await read(npy('<f8', '(3, 2)', body, { isFortran: true, version: 2 }));
    expect([...table.values]).toEqual([1, 40, 2, 50, 3, 60]);
  });

  it('has columns by number', async () => {
    const body = bodyOf('f4', [1, 2, 3, 4, 9, 6], true);
    const table = await read(npy('<f4', '(2, 3)', body), { label: '3', exclude: ['1'] });
    expect([...table.values]).toEqual([2, 3, 9, 6]);
    expect(table.columns).toEqual(['2', '3']);
    expect(table.label).toBe(1);
  });

  it.each<[string, Buffer, string]>([
    ['objects, which could run code', npy('|O', '(2,)', Buffer.from('cos\nsystem')), 'of the kind |O'],
    ['complex numbers', npy('<c16', '(1, 2)', Buffer.alloc(32)), 'of the kind <c16'],
    ['texts', npy('<U5', '(2,)', Buffer.alloc(40)), 'of the kind <U5'],
    ['three dimensions', npy('<f8', '(2, 2, 2)', Buffer.alloc(64)), 'x.reshape(len(x), -1)'],
    ['a single number', npy('<f8', '()', Buffer.alloc(8)), 'it has no rows and columns'],
    ['no rows', npy('<f8', '(0, 3)', Buffer.alloc(0)), 'it has no rows'],
    ['fewer bytes than it says', npy('<f8', '(5, 2)', Buffer.alloc(33)), 'it ends after 2 of its 5 rows'],
    [
      'a size beyond all memory',
      npy('<f8', '(900000000000, 1000)', Buffer.alloc(80)),
      'it ends after 0 of its 900000000000',
    ],
    ['a size beyond all numbers', npy('<f8', '(9000000000000000, 1000)', Buffer.alloc(8)), 'it is no .npy file'],
    [
      'a value that is no number',
      npy('<f8', '(2, 2)', bodyOf('f8', [1, 2, Number.NaN, 4], true)),
      'row 2 has a value in column 1',
    ],
  ])('is refused with %s', async (_, content, reason) => {
    expect(await refusal(content)).toContain(reason);
  });
});

/** Whole numbers from `first` on, 4 bytes each. */
function labelsOf(first: number, count: number): Buffer {
  const body = Buffer.alloc(4 * count);
  for (let at = 0; at < count; at++) body.writeInt32LE(first + at, 4 * at);
  return body;
}

describe('an .npz file', () => {
  const X = npy('<f8', '(3, 2)', bodyOf('f8', [1, 2, 3, 0, 1, 1], true));
  const v = npy('>i2', '(2,)', bodyOf('i2', [5, 6], false));
  const packed = zipSync({ 'X.npy': X, 'v.npy': [v, { level: 0 }] });

  it('gives the array that is named', async () => {
    expect([...(await read(packed, { member: 'X' }, 'f.npz')).values]).toEqual([1, 2, 3, 0, 1, 1]);
    expect([...(await read(packed, { member: 'v' }, 'f.npz')).values]).toEqual([5, 6]);
  });

  it('takes the label from another array', async () => {
    const y = npy('<i4', '(3,)', bodyOf('i4', [7, 8, 9], true));
    const table = await read(zipSync({ 'X.npy': X, 'y.npy': y }), { label: 'y' }, 'f.npz');
    expect([...table.values]).toEqual([1, 2, 7, 3, 0, 8, 1, 1, 9]);
    expect(table.label).toBe(2);
    expect(await refusal(packed, { member: 'X', label: 'v' }, 'f.npz')).toContain(
      'the array v has to hold one number for each of the 3 rows',
    );
  });

  it('takes the label of the same rows where not all are used', async () => {
    const count = 3_000_000;
    const column = Buffer.alloc(8 * count);
    for (let row = 0; row < count; row++) column.writeInt32LE(row, 8 * row);
    const x = npy('<i4', `(${count}, 2)`, column);
    const y = npy(
      '<i4',
      `(${count},)`,
      Buffer.concat(Array.from({ length: 2 }, (_, half) => labelsOf(half * (count / 2), count / 2))),
    );
    const table = await read(
      zipSync({ 'X.npy': [x, { level: 0 }], 'y.npy': [y, { level: 0 }] }),
      { label: 'y', columns: ['1', '2'] },
      'f.npz',
    );
    expect(table.fileRows).toBe(count);
    expect(table.rows).toBe(count / 2);
    for (let row = 0; row < table.rows; row += 99_999) expect(table.values[2 * row + 1]).toBe(2 * row);
  });

  it('gives the only array', async () => {
    expect((await read(zipSync({ 'X.npy': X }), {}, 'f.npz')).width).toBe(2);
  });

  it.each<[string, Uint8Array, ColumnSelection, string]>([
    ['several arrays and no name', packed, {}, 'it has several arrays: name one, as in member: "X". It has X, v.'],
    ['another name', packed, { member: 'y' }, 'it has no array y; it has X, v.'],
    ['no arrays', zipSync({ 'a.txt': Buffer.from('a') }), {}, 'it is no .npz file with arrays'],
    ['no archive', Buffer.from('hello'), {}, 'it is no .npz file with arrays'],
    ['an archive that is cut short', packed.subarray(0, 60), { member: 'X' }, 'it'],
    [
      'a bomb',
      zipSync({ 'X.npy': Buffer.concat([npy('<f8', '(9, 2)', Buffer.alloc(0)), Buffer.alloc(3e7, 255)]) }),
      {},
      'no number',
    ],
  ])('is refused with %s', async (_, content, selection, reason) => {
    expect(await refusal(content, selection, 'f.npz')).toContain(reason);
  });
});
