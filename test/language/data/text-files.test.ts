import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { URI } from 'langium';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anywhere } from '../../../language/files/reach.js';
import { dataFiles } from '../../../language/data/files.js';
import { mostValues, UnusableDataError, type ColumnSelection, type FileTable } from '../../../language/data/table.js';
import { words } from '../../../present/words/words.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'archscale-data-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Uint8Array, selection: ColumnSelection = {}): Promise<FileTable> {
  const path = join(folder, 'f.csv');
  await writeFile(path, content);
  return dataFiles.read(URI.file(path), anywhere, selection);
}

/** Why a file cannot be used, in words. */
async function refusal(content: string | Uint8Array, selection?: ColumnSelection): Promise<string> {
  try {
    await read(content, selection);
  } catch (error) {
    if (error instanceof UnusableDataError) return words(error.reason);
    throw error;
  }
  return 'read';
}

const rowsOf = ({ values, width }: FileTable): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);

function utf16(text: string, isBig: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}

describe('a file of text is read, however programs write it', () => {
  const two = [
    [1.5, 2],
    [-3, 0.25],
  ];

  it.each<[string, string | Uint8Array]>([
    ['commas', 'a,b\n1.5,2\n-3,0.25\n'],
    ['no names', '1.5,2\n-3,0.25\n'],
    ['semicolons', 'a;b\n1.5;2\n-3;0.25\n'],
    ['semicolons and decimal commas', 'a;b\n1,5;2\n-3;0,25\n'],
    ['the same without names', '1,5;2,0\n-3,0;0,25\n'],
    ['tabs and decimal commas', 'a\tb\n1,5\t2\n-3\t0,25\n'],
    ['decimal commas in quotes', 'a,b\n"1,5","2"\n"-3","0,25"\n'],
    ['bars', 'a|b\n1.5|2\n-3|0.25\n'],
    ['a line that names the separator', 'sep=;\na;b\n1.5;2\n-3;0.25\n'],
    ['quotes', '"a","b"\n"1.5","2"\n"-3","0.25"\n'],
    ['quotes with separators and line ends in a name', '"a, or\n""A""",b\n1.5,2\n-3,0.25\n'],
    ['CRLF', 'a,b\r\n1.5,2\r\n-3,0.25\r\n'],
    ['CR', 'a,b\r1.5,2\r-3,0.25\r'],
    ['a byte order mark', '\ufeffa,b\n1.5,2\n-3,0.25\n'],
    ['UTF-16, little', utf16('a,b\r\n1.5,2\r\n-3,0.25\r\n', false)],
    ['UTF-16, big', utf16('a;b\n1,5;2\n-3;0,25\n', true)],
    ['separators at the end of rows', 'a,b\n1.5,2,\n-3,0.25,\n'],
    ['and of the names', 'a,b,\n1.5,2,\n-3,0.25,\n'],
    ['and of the names alone', 'a,b,\n1.5,2\n-3,0.25\n'],
    ['spaces around cells', 'a , b\n 1.5 , 2\n -3 , 0.25\n'],
    ['exponents and signs', 'a,b\n+15E-1,2.\n-3e0,.25\n'],
    ['no line end at the end', 'a,b\n1.5,2\n-3,0.25'],
    ['empty lines', '\na,b\n\n1.5,2\n-3,0.25\n\n'],
    ['names behind the sign of a comment', '# a,b\n1.5,2\n-3,0.25\n'],
    ['names that are numbers', '0,1\n1.5,2\n-3,0.25\n'],
    ['years as names', 'a,2020\n1.5,2\n-3,0.25\n'],
  ])('%s', async (_, content) => {
    expect(rowsOf(await read(content))).toEqual(two);
  });

  it('names that count the columns are names', async () => {
    const table = await read('0,1,2\n1.5,2,4\n-3,0.25,5\n');
    expect(table.columns).toEqual(['0', '1', '2']);
    expect(table.rows).toBe(2);
    const pixels = Array.from({ length: 9 }, (_, at) => at).join(',');
    expect((await read(`${pixels}\n9,8,7,6,5,4,3,2,1\n1,1,2,2,3,3,4,4,5\n`)).rows).toBe(2);
  });

  it('a few whole numbers are none: 1,2,3 and 0,1,2 are rows', async () => {
    expect((await read('1,2,3\n4,6,9\n7,7,8\n')).rows).toBe(3);
    expect((await read('0,1,2\n4,6,9\n7,7,8\n')).rows).toBe(3);
    // As iris.data is written: no names, and a text in each row.
    const { rows, ignored } = await read('5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,3.3,virginica\n');
    expect(rows).toBe(3);
    expect(ignored).toEqual([{ column: '3', reason: 'text' }]);
  });

  it('numbers come back as they were written, with either decimal mark', async () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 8 }),
        fc.boolean(),
        async (rows, hasCommas) => {
          // 0.5 shows which mark parts fractions; 1.234 alone might be a whole number.
          const all = [[0.5, 0.25], ...rows, [0.125, 0.75]];
          const text = all.map((row) => row.map((value) => String(value)).join(';')).join('\n');
          const table = await read(hasCommas ? text.replaceAll('.', ',') : text, { columns: ['1', '2'] });
          expect(rowsOf(table)).toEqual(all.map((row) => row.map((value) => value + 0)));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what is not clear is refused with the reason', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['thousands in quotes', 'a,b\n"1,234.5",2\n"7,000.0",3\n', 'line 2: "1,234.5" has groups of digits'],
    ['thousands with points', 'a;b\n1.234,5;2\n7;3\n', '"1.234,5" has groups of digits'],
    ['several groups', 'a;b\n1,234,567;2\n7;3\n', 'has groups of digits'],
    ['groups parted by spaces', 'a;b\n1 234;2\n7;3\n', 'has groups of digits'],
    ['groups parted by apostrophes', "a;b\n1'234;2\n7;3\n", 'has groups of digits'],
    ['groups or fractions, in quotes', 'a,b\n"1,234",2\n"7,000",3\n', 'may be a fraction or a whole number'],
    ['groups or fractions beside whole numbers', 'a;b\n1,234;2\n700;3\n', 'may be a fraction or a whole number'],
    ['points beside commas', 'a;b\n1.5;2\n2,5;3\n', '"1.5" in line 2 has a point, and "2,5" in line 3 a comma'],
    ['a missing value', 'a,b\n1,2\n,3\n4,5\n', 'f.csv:3: a value is missing'],
    ['NA', 'a,b\n1,2\nNA,3\n4,5\n', 'f.csv:3: "NA" is no number'],
    ['nan', 'a,b\n1,2\nnan,3\n4,5\n', 'exclude: [a]'],
    ['infinity', 'a,b\n1,2\ninf,3\n4,5\n', '"inf" is no number'],
    ['too large a number', 'a,b\n1,2\n1e999,3\n4,5\n', '"1e999" is no number'],
    ['another base', 'a,b\n1,2\n0x10,3\n4,5\n', '"0x10" is no number'],
    ['too few cells', 'a,b\n1,2\n3\n4,5\n', 'f.csv:3: 1 cells in the place of 2'],
    ['nothing', '', 'it has no rows'],
    ['names alone', 'a,b\n', 'it has no rows'],
    ['no text', new Uint8Array([80, 75, 3, 4, 0, 0, 0, 0]), 'it is no text'],
    ['an open quote', 'a,b\n"1,2\n3,4\n', 'it is no CSV file'],
    ['texts alone', 'a,b\nx,y\nu,v\n', 'no column of numbers is left: a (text), b (text)'],
  ])('%s', async (_, content, reason) => {
    expect(await refusal(content)).toContain(reason);
  });

  it.each<[string, ColumnSelection, string]>([
    ['a column that is not there', { columns: ['z'] }, 'it has no column z; it has a, a, b, c'],
    ['a name that two have', { exclude: ['a'] }, 'two columns are called a'],
    ['a label that is left out', { label: 'b', exclude: ['b'] }, 'the label b is among the columns that are left out'],
    ['a label of texts', { label: 'c' }, 'the label c has no numbers (text)'],
    ['a column of texts that is asked for', { columns: ['b', 'c'] }, 'column c has no numbers (text)'],
    ['a member of no archive', { member: 'X' }, 'only an .npz file has members'],
  ])('%s', async (_, selection, reason) => {
    expect(await refusal('a,a,b,c\n1,2,3,x\n2,5,6,y\n3,8,8,z\n', selection)).toContain(reason);
  });
});

describe('columns', () => {
  const body = Array.from({ length: 12 }, (_, row) => {
    const day = String(row + 1).padStart(2, '0');
    return [
      row + 1,
      `2024-01-${day}`,
      `name ${row}`,
      '',
      7,
      (row * 7) % 12,
      row % 3 === 0 ? 'red' : 'blue',
      row ** 2,
      row / 8,
    ].join(',');
  });
  const text = `id,day,name,blank,same,shuffled,colour,a,y\n${body.join('\n')}\n`;

  it('without numbers, constant ones and those that count rows are left out, with the reason', async () => {
    const { columns, label, ignored } = await read(text, { label: 'y' });
    expect(columns).toEqual(['a', 'y']);
    expect(label).toBe(1);
    expect(ignored).toEqual([
      { column: 'id', reason: 'index' },
      { column: 'day', reason: 'dates' },
      { column: 'name', reason: 'text' },
      { column: 'blank', reason: 'empty' },
      { column: 'same', reason: 'constant' },
      { column: 'shuffled', reason: 'index' },
      { column: 'colour', reason: 'text' },
    ]);
  });

  it('are those that are named; an index that is asked for stays', async () => {
    expect((await read(text, { label: 'y', columns: ['id', 'a'] })).columns).toEqual(['id', 'a', 'y']);
    expect((await read(text, { label: '9', exclude: ['a'], columns: ['shuffled', '8'] })).columns).toEqual([
      'shuffled',
      'y',
    ]);
  });

  it('that are left out by name are left out without a note', async () => {
    const { columns, ignored } = await read(text, {
      label: 'y',
      exclude: ['id', 'day', 'name', 'blank', 'same', 'shuffled', 'colour'],
    });
    expect(columns).toEqual(['a', 'y']);
    expect(ignored).toEqual([]);
  });

  it('of categories become one column a value', async () => {
    const table = await read(text, { label: 'y', columns: ['a'], oneHot: ['colour'] });
    expect(table.columns).toEqual(['colour=blue', 'colour=red', 'a', 'y']);
    expect(rowsOf(table).slice(0, 2)).toEqual([
      [0, 1, 0, 0],
      [1, 0, 1, 0.125],
    ]);
  });

  it('of too many categories are refused', async () => {
    const many = Array.from({ length: 300 }, (_, row) => `v${row},${row % 7}`).join('\n');
    expect(await refusal(`c,y\n${many}\n`, { oneHot: ['c'] })).toContain('column c has more than 100 values');
  });

  it('under the name of an index are one where each number comes once, in any order with gaps', async () => {
    const numbers = [40, 3, 17, 99, 8, 61, 25, 77, 4, 52, 30];
    const file = (name: string): string =>
      `${name},y\n${numbers.map((number, row) => `${number},${row % 4}`).join('\n')}\n`;
    expect((await read(file('Unnamed: 0'))).ignored).toEqual([{ column: 'Unnamed: 0', reason: 'index' }]);
    expect((await read(file('height'))).ignored).toEqual([]);
  });
});

it('of a long file rows are kept that are evenly spaced, in bounded memory', { timeout: 120_000 }, async () => {
  const rows = 700_000;
  const line = (row: number): string =>
    `${row % 10},${row / 10},0.${row % 8},1.5,2.${row % 9},3.${row % 7},7.${row % 5}\n`;
  let content = '';
  for (let row = 0; row < rows; row++) content += line(row);
  const table = await read(content, { columns: ['1', '2', '3', '5', '6', '7'] });
  expect(table.fileRows).toBe(rows);
  expect(table.values.length).toBeLessThanOrEqual(mostValues);
  const second = rowsOf(table).map((row) => row[1] ?? 0);
  expect(second[0]).toBe(0);
  const steps = new Set(second.slice(1).map((value, at) => Math.round(10 * (value - (second[at] ?? 0)))));
  expect([...steps]).toEqual([2]);
  expect(second.at(-1)).toBeGreaterThan(rows / 10 - 1);
});
