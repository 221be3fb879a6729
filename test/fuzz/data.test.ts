import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { URI } from 'langium';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFiles } from '../../language/data/files.js';
import { UnusableDataError } from '../../language/data/table.js';
import { words } from '../../present/words/words.js';
import { mutatedBytes } from './bytes.js';
import { expectReadable } from './expectations.js';
import { rounds, tell, timeout } from './rounds.js';

/** A file of NumPy, by its published format: a magic number, a header of Python, numbers. */
function npy(kind: '<f8' | '<f4' | '<i8', rows: number, width: number): Buffer {
  const header = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${rows}, ${width}), }`;
  const padded = `${header.padEnd(117, ' ')}\n`;
  const head = Buffer.alloc(10);
  head.write('\u0093NUMPY', 'latin1');
  head.writeUInt8(1, 6);
  head.writeUInt16LE(padded.length, 8);
  const size = Number(kind[2]);
  const body = Buffer.alloc(rows * width * size);
  for (let index = 0; index < rows * width; index++) {
    if (kind === '<f8') body.writeDoubleLE(index / 7, index * size);
    else if (kind === '<f4') body.writeFloatLE(index / 7, index * size);
    else body.writeBigInt64LE(BigInt(index), index * size);
  }
  return Buffer.concat([head, Buffer.from(padded, 'latin1'), body]);
}

const files: readonly (readonly [string, Buffer])[] = [
  ['csv', Buffer.from('a,b,c\n1,2,3\n4,5.5,6e3\n-7,8,"9"\n')],
  ['csv', Buffer.from('\ufeff1;2\r\n3;4\r\n5;6\r\n')],
  ['csv', Buffer.from('x\ty\n0.1\t2\n0.3\t4\n')],
  ['npy', npy('<f8', 20, 3)],
  ['npy', npy('<f4', 7, 5)],
  ['npy', npy('<i8', 4, 2)],
];

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'archscale-fuzz-data-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('any data file is read as rows of numbers, or refused in a sentence', { timeout }, async () => {
  const tally = await rounds(300, async (random) => {
    const [ending, whole] = random.pick(files);
    const bytes = mutatedBytes(whole, random);
    const path = join(folder, `data.${ending}`);
    await writeFile(path, bytes);
    const given = `${ending} ${Buffer.from(bytes).toString('base64')}`;
    try {
      const { rows, width, values } = await dataFiles.read(URI.file(path), {
        folders: [URI.file(folder)],
        isAnywhere: false,
      });
      expect(values.length, given).toBe(rows * width);
      expect(values.every(Number.isFinite), given).toBe(true);
    } catch (error) {
      if (!(error instanceof UnusableDataError)) throw error;
      expectReadable(words(error.reason), given);
    }
  });
  tell('data files', tally);
});
