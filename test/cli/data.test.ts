import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { archscale, file } from './archscale.js';
import { nameOf, type PredictionJson } from './contract.js';

const generator = xoroshiro128plus(11);
const uniform = (): number => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
const gaussian = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

/** Rows of d Gaussian numbers of variance 1, the first of variance 4, and the first, with noise, as the label. */
function rowsOf(count: number, d: number): number[][] {
  return Array.from({ length: count }, () => {
    const x = Array.from({ length: d }, (_, index) => (index === 0 ? 2 : 1) * gaussian());
    return [...x, (x[0] ?? 0) + 0.3 * gaussian()];
  });
}

const asCsv = (rows: readonly (readonly (number | string)[])[], sign = ','): string =>
  rows.map((row) => `${row.join(sign)}\n`).join('');
const head = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'y'];

/** A NumPy file, format 1.0. */
function asNpy(rows: readonly (readonly number[])[], kind = '<f8'): Buffer {
  const text = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${rows.length}, ${rows[0]?.length ?? 0}), }`;
  const header = `${text.padEnd(117)}\n`;
  const begin = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return Buffer.concat([begin, Buffer.from(header, 'latin1'), Buffer.from(Float64Array.from(rows.flat()).buffer)]);
}

function study(input: string): string {
  return `scale N = 4096 network Net { input ${input} dense h (width: N, activation: erf) output linear }
target cubic = he(3) study S { network: Net target: cubic }`;
}

/** What is predicted of data beside the .arch file. */
function predicted(
  name: string,
  content: string | Uint8Array,
  input: string,
): { code: number | null; stderr: string; answer: PredictionJson } {
  const path = file(study(input));
  writeFileSync(join(dirname(path), name), content);
  const { code, stdout, stderr } = archscale(['predict', path, '--format', 'json']);
  return { code, stderr, answer: JSON.parse(stdout) as PredictionJson };
}

/** A NumPy file of one dimension. */
function asVector(values: readonly number[]): Buffer {
  const written = asNpy([values]).toString('latin1');
  return Buffer.from(written.replace(`(1, ${values.length})`, `(${values.length},)  `), 'latin1');
}

/** What is predicted along a direction of a file, of rows of which the label is left out. */
function along(
  name: string,
  content: string | Uint8Array,
  rows: readonly (readonly number[])[],
): ReturnType<typeof predicted> {
  const path = file(study(`data("f.csv", direction: "${name}")`));
  writeFileSync(join(dirname(path), 'f.csv'), asCsv(rows.map((row) => row.slice(0, -1))));
  if (content.length > 0) writeFileSync(join(dirname(path), name), content);
  const { code, stdout, stderr } = archscale(['predict', path, '--format', 'json']);
  return { code, stderr, answer: JSON.parse(stdout) as PredictionJson };
}

/** d_eff, from the energy of specialization: by M d_eff = N/M it is sqrt(N d_eff), with N = 4096. */
function dimensionIn({ studies: [one] }: PredictionJson): number {
  const energy = one?.patterns.find((pattern) => nameOf(pattern) === 'specialization')?.energy;
  expect(energy?.exponents).toEqual({ N: '1/2', d_eff: '1/2' });
  return (energy?.value ?? 0) ** 2 / 4096;
}

/** tr C = 7 + 4, w C w = 4. */
const byHand = 11 / 4;

describe('the effective dimension of data', () => {
  const rows = rowsOf(4000, 8);

  it.each([
    ['a CSV file with names', 'f.csv', asCsv([head, ...rows]), 'data("f.csv", label: y)'],
    ['one with semicolons', 'f.csv', asCsv([head, ...rows], ';'), 'data("f.csv", label: "y")'],
    ['one without names', 'f.csv', asCsv(rows), 'data("f.csv", label: 9)'],
    ['a NumPy file', 'f.npy', asNpy(rows), 'data("f.npy", label: 9)'],
  ])('is measured along the label: %s', (_, name, content, input) => {
    const { code, answer } = predicted(name, content, input);
    expect(code).toBe(0);
    const [one] = answer.studies;
    const measured = dimensionIn(answer);
    expect(measured).toBeGreaterThan(byHand * 0.9);
    expect(measured).toBeLessThan(byHand * 1.1);
    expect(one?.provenance).toContainEqual(expect.objectContaining({ rule: 'spiked-data', status: 'derived' }));
  });

  it.each([
    ['a row', 'w.csv', '1,0,0,0,0,0,0,0\n'],
    ['a column', 'w.csv', '1\n0\n0\n0\n0\n0\n0\n0\n'],
    ['a NumPy array of one dimension', 'w.npy', asVector([2, 0, 0, 0, 0, 0, 0, 0])],
  ])('is measured along a given direction: %s', (_, name, content) => {
    const { code, answer } = along(name, content, rows);
    expect(code).toBe(0);
    const measured = dimensionIn(answer);
    expect(measured).toBeGreaterThan(byHand * 0.95);
    expect(measured).toBeLessThan(byHand * 1.05);
  });

  it('is larger along a direction in which data vary less: tr C / (w C w) = 11 / 1 along the second column', () => {
    const measured = dimensionIn(along('w.csv', '0,3,0,0,0,0,0,0\n', rows).answer);
    expect(measured).toBeGreaterThan(11 * 0.9);
    expect(measured).toBeLessThan(11 * 1.1);
  });

  it('is the number of columns without a label, as for gaussian(d)', () => {
    const { answer } = predicted('f.csv', asCsv([head, ...rows]), 'data("f.csv")');
    const gaussian = archscale(['predict', file(study('gaussian(9)')), '--format', 'json']).stdout;
    const [own] = answer.studies;
    // Of the covariance alone: 9 columns.
    expect(own?.data).toEqual(
      expect.objectContaining({
        path: 'f.csv',
        columns: 9,
        rank: null,
        estimator: null,
        directions: [],
        noDirection: null,
      }),
    );
    expect(own?.data?.dEff.value).toBe(9);
    expect([{ ...own, data: null }]).toEqual((JSON.parse(gaussian) as PredictionJson).studies);
  });

  it('does not depend on the scale of the data', () => {
    const scaled = rows.map((row) => row.map((value) => 1000 * value + 5));
    const [one, other] = [rows, scaled].map(
      (all) =>
        predicted('f.csv', asCsv([head, ...all]), 'data("f.csv", label: y)').answer.studies[0]?.samples.value ?? 0,
    );
    expect(other).toBeCloseTo(one ?? 0, 6);
  });

  it('comes with its tests, in JSON and in the terminal', () => {
    const { answer } = predicted('f.csv', asCsv([head, ...rows]), 'data("f.csv", label: y)');
    const data = answer.studies[0]?.data;
    expect(data).toEqual(
      expect.objectContaining({
        path: 'f.csv',
        rows: 4000,
        columns: 8,
        rank: 8,
        estimator: expect.stringMatching(/^(means|moments)$/) as string,
        noDirection: null,
      }),
    );
    expect(Math.abs((data?.dEff.value ?? 0) - byHand)).toBeLessThan(4 * (data?.dEff.error ?? 0));
    expect(data?.directions).toHaveLength(1);
    const [direction] = data?.directions ?? [];
    expect(direction?.pValue).toBe(0.01);
    expect(direction?.splitCosine).toBeGreaterThan(0.95);
    expect(direction?.leastCosine).toBeLessThan(0.9);
    expect(data?.rejected?.pValue).toBeGreaterThan(0.05);

    const path = file(study('data("f.csv", label: y)'));
    writeFileSync(join(dirname(path), 'f.csv'), asCsv([head, ...rows]));
    const { stdout } = archscale(['predict', path]);
    const plain = stdout.replace(/\s+/g, ' ');
    expect(plain).toContain('data f.csv: 4000 rows, 8 columns and the label r₁ = ');
    expect(plain).toContain('p = 0.01 from 99 permutations of the labels');
  });

  it('is that of a direction at random where labels are noise: 400 rows in 8 columns, with a warning', () => {
    const noise = Array.from({ length: 400 }, () => Array.from({ length: 9 }, gaussian));
    const { code, stderr, answer } = predicted('f.csv', asCsv([head, ...noise]), 'data("f.csv", label: y)');
    expect(code).toBe(0);
    expect(answer.diagnostics).toEqual([
      expect.objectContaining({ line: 1, code: 'arch-data-without-direction', severity: 'warning' }),
    ]);
    expect(stderr).toContain(
      'f.csv: no direction can be told from these labels, and r₁ = d = 8 is used. Permuted labels',
    );
    const [one] = answer.studies;
    expect(one?.data?.dEff.value).toBe(8);
    expect(one?.data?.directions).toEqual([]);
    expect(one?.data?.rejected?.pValue).toBeGreaterThan(0.05);
    expect(one?.data?.noDirection).toContain('Use more rows, or give the direction in a file of its own');
    const expected = archscale(['predict', file(study('gaussian(8)')), '--format', 'json']).stdout;
    expect([{ ...one, data: null }]).toEqual((JSON.parse(expected) as PredictionJson).studies);
  });

  it('is that of a direction at random where the label is one number', () => {
    const still = rows.slice(0, 100).map((row) => row.with(8, 3));
    const { code, stderr } = predicted('f.csv', asCsv([head, ...still]), 'data("f.csv", label: y)');
    expect(code).toBe(0);
    expect(stderr).toContain('The label is the same number in every row. Name another column.');
  });

  it('leaves the file as it was', () => {
    const path = file(study('data("f.csv", label: y)'));
    const data = join(dirname(path), 'f.csv');
    writeFileSync(data, asCsv([head, ...rows]));
    const before = [statSync(data).mtimeMs, readFileSync(data, 'utf8')];
    archscale(['predict', path]);
    expect([statSync(data).mtimeMs, readFileSync(data, 'utf8')]).toEqual(before);
  });
});

describe('data that cannot be used', () => {
  const rows = rowsOf(100, 8);
  const broken = [
    head,
    ...rows.map((row, index) => (index === 4 ? ['x', ...row.slice(1)] : index === 7 ? row.slice(1) : row)),
  ];

  it.each([
    ['there is no file', 'g.csv', '', 'data("f.csv")', 'f.csv: there is no such file.'],
    [
      'rows are bad',
      'f.csv',
      asCsv(broken),
      'data("f.csv")',
      'f.csv:6: "x" is no number; f.csv:9: 8 cells in the place of 9. Correct these rows',
    ],
    [
      'the label is not there',
      'f.csv',
      asCsv([head, ...rows]),
      'data("f.csv", label: z)',
      'it has no column z; it has a, b, c',
    ],
    [
      'columns have no names',
      'f.csv',
      asCsv(rows),
      'data("f.csv", label: y)',
      'its columns have no names: give a number from 1',
    ],
    [
      'there are too few rows',
      'f.csv',
      asCsv(rows.slice(0, 9)),
      'data("f.csv", label: 9)',
      'it has 9 rows, and 8 columns need at least 32.',
    ],
    ['nothing changes', 'f.csv', asCsv(rows.map(() => [1, 2])), 'data("f.csv")', 'its columns never change.'],
    ['it is no NumPy file', 'f.npy', 'hello', 'data("f.npy")', 'it is no .npy file.'],
    [
      'it holds another kind of number',
      'f.npy',
      asNpy(rows, '<c16'),
      'data("f.npy")',
      'its numbers are of the kind <c16',
    ],
    ['it ends early', 'f.npy', asNpy(rows).subarray(0, 1000), 'data("f.npy")', 'it ends after 12 of its 100 rows.'],
  ])('is an error at the path: %s', (_, name, content, input, message) => {
    const { code, stderr, answer } = predicted(name, content, input);
    expect(code).toBe(1);
    expect(answer.studies).toEqual([]);
    expect(stderr).toContain(message);
    expect(answer.diagnostics).toContainEqual(
      expect.objectContaining({ line: 1, code: 'arch-data-unusable', severity: 'error' }),
    );
  });
});

describe('a direction that cannot be used', () => {
  const rows = rowsOf(40, 8);

  it.each([
    ['there is no file', '', 'w.csv: there is no such file.'],
    ['it has too few numbers', '1,2,3\n', 'w.csv: it has 3 numbers, and the data have 8 columns: give one for each.'],
    [
      'it is a table',
      '1,2\n3,4\n',
      'w.csv: it has 2 rows of 2 numbers: a direction is one row or one column of numbers.',
    ],
    ['it is zero', '0,0,0,0,0,0,0,0\n', 'w.csv: it is zero throughout: that is no direction.'],
  ])('%s', (_, content, message) => {
    const { code, answer } = along('w.csv', content, rows);
    expect(code).toBe(1);
    expect(answer.diagnostics).toEqual([expect.objectContaining({ code: 'arch-data-unusable', message })]);
  });

  it('data do not vary along it', () => {
    const still = rows.map((row) => row.with(1, 5));
    const { code, answer } = along('w.csv', '0,1,0,0,0,0,0,0\n', still);
    expect(code).toBe(1);
    expect(answer.diagnostics[0]?.message).toBe('f.csv: its columns do not vary along the direction.');
  });
});
