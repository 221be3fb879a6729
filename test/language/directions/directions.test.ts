import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { directionsOf } from '../../../language/data/directions.js';
import { labelSlices } from '../../../language/data/label-slices.js';
import { noDirection } from '../../../language/data/no-direction.js';
import { NoLongerWantedError, Pace } from '../../../language/data/pace.js';
import { leadingDirections, sumsOf, together } from '../../../language/data/slice-moments.js';
import { measure } from '../../../language/data/statistics.js';
import { covarianceOf, squaredNorms, Whitening } from '../../../language/data/whitening.js';
import { gaussian, he2, he3, labelOf, measured, simulated, tableOf } from './tables.js';

/** The leading directions in the columns and the eigenvalues of M on all rows, by moments. */
async function estimated(
  rows: readonly (readonly number[])[],
  count: number,
): Promise<{ directions: number[][]; eigenvalues: number[] }> {
  const pace = new Pace();
  const dimension = (rows[0]?.length ?? 1) - 1;
  const x = Float64Array.from(rows.flatMap((row) => row.slice(0, -1)));
  const labels = Float64Array.from(rows, (row) => row.at(-1) ?? 0);
  const { means, covariance } = await covarianceOf(x, dimension, pace);
  const whitening = Whitening.of(means, covariance, dimension);
  const { rank } = whitening;
  const { order, ...slices } = labelSlices(labels, squaredNorms(await whitening.rows(x, pace), rank));
  const sorted = Float64Array.from([...order].flatMap((row) => rows[row]?.slice(0, -1) ?? []));
  const z = await whitening.rows(sorted, pace);
  const sums = together(await sumsOf({ z, rank, ...slices }, 'moments', pace));
  return {
    directions: whitening
      .backward(await directionsOf(sorted, whitening, slices, 'moments', count, pace))
      .map((w) => [...w]),
    eigenvalues: leadingDirections(sums, rank, 'moments', 0, count).map(({ value }) => value),
  };
}

function cosine(one: readonly number[], other: readonly number[]): number {
  const product = (left: readonly number[], right: readonly number[]): number =>
    left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
  return Math.abs(product(one, other)) / Math.sqrt(product(one, one) * product(other, other));
}

const functions: readonly (readonly [string, (z: number) => number])[] = [
  ['he(1)', (z) => z],
  ['he(2)', he2],
  ['he(3)', he3],
  ['he(1) + he(2)', (z) => (z + he2(z)) / Math.SQRT2],
];
const sixteen = { rows: 2000, dimension: 16 };
const first = [1];

describe.each(functions)('labels %s of one direction, with noise 0.5', (_, g) => {
  test('give the direction and its effective dimension', async () => {
    const rows = simulated({ ...sixteen, seed: 101, label: ([x = 0], normal) => g(x) + 0.5 * normal() });
    const { directions } = await estimated(rows, 1);
    expect(cosine(directions[0] ?? [], first)).toBeGreaterThan(0.95);
    const { along } = await measured(rows);
    const found = await labelOf(rows);
    expect(found.directions).toHaveLength(1);
    expect(found.directions[0]?.pValue).toBe(0.01);
    // By hand: 16 columns of equal variance.
    expect(Math.abs((along?.effectiveDimension ?? 0) - 16)).toBeLessThan(4 * (along?.error ?? 0));
    expect(along?.error).toBeLessThan(1);
  });

  test('and of skewed columns', async () => {
    // Lognormal with s = 0.7, to zero mean and unit variance: mean e^(s^2/2), variance (e^(s^2) - 1) e^(s^2).
    const skewed = (z: number): number =>
      (Math.exp(0.7 * z) - Math.exp(0.245)) / Math.sqrt((Math.exp(0.49) - 1) * Math.exp(0.49));
    const rows = simulated({
      ...sixteen,
      seed: 102,
      columns: (z) => z.map(skewed),
      label: ([x = 0], normal) => g(x) + 0.5 * normal(),
    });
    const { directions } = await estimated(rows, 1);
    expect(cosine(directions[0] ?? [], first)).toBeGreaterThan(0.9);
    expect((await labelOf(rows)).directions.length).toBeGreaterThan(0);
  });
});

test('the effective dimension follows the variance along the direction: tr C / (w C w) = 11/4 and 11', async () => {
  const wide = (z: number[]): number[] => z.map((value, i) => (i === 0 ? 2 * value : value));
  const common = { rows: 4000, dimension: 8, seed: 103, columns: wide };
  const along = async (at: number): Promise<number> => {
    const rows = simulated({
      ...common,
      label: (x, normal) => he2((x[at] ?? 0) / (at === 0 ? 2 : 1)) + 0.3 * normal(),
    });
    return (await measured(rows)).along?.effectiveDimension ?? 0;
  };
  expect(await along(0)).toBeCloseTo(11 / 4, 0);
  expect((await along(1)) / 11).toBeCloseTo(1, 1);
});

test('M and its leading direction are those of a second implementation, in numpy', async () => {
  const [, ...lines] = readFileSync(join(import.meta.dirname, 'reference.csv'), 'utf8')
    .trim()
    .split('\n');
  const reference = JSON.parse(readFileSync(join(import.meta.dirname, 'reference.json'), 'utf8')) as {
    eigenvalue: number;
    direction: number[];
  };
  const { eigenvalues, directions } = await estimated(
    lines.map((line) => line.split(',').map(Number)),
    1,
  );
  expect(eigenvalues[0]).toBeCloseTo(reference.eigenvalue, 9);
  expect(1 - cosine(directions[0] ?? [], reference.direction)).toBeLessThan(1e-12);
});

describe('several directions', () => {
  const spanned = async (rows: number[][]): Promise<number> => {
    const { directions } = await estimated(rows, 2);
    // What of the two estimates lies in the plane of the first two columns.
    return Math.min(...directions.map((w) => Math.hypot(w[0] ?? 0, w[1] ?? 0) / Math.hypot(...w)));
  };

  test.each<[string, (x: number, y: number) => number]>([
    ['of different strength', (x, y) => x + he2(y)],
    ['of a product', (x, y) => x * y],
    ['of equal strength, of which only the span is defined', (x, y) => he2(x) + he2(y)],
  ])('%s', async (_, g) => {
    const rows = simulated({ ...sixteen, seed: 104, label: ([x = 0, y = 0], normal) => g(x, y) + 0.5 * normal() });
    const { along } = await measured(rows);
    expect((await labelOf(rows)).directions).toHaveLength(2);
    expect(await spanned(rows)).toBeGreaterThan(0.95);
    expect(Math.abs((along?.effectiveDimension ?? 0) - 16)).toBeLessThan(4 * (along?.error ?? 0));
  });

  test('their r_1 is the mean of tr C / variance: (11/4 + 11)/2', async () => {
    const rows = simulated({
      rows: 6000,
      dimension: 8,
      seed: 105,
      columns: (z) => z.map((value, i) => (i === 0 ? 2 * value : value)),
      label: ([x = 0, y = 0], normal) => x / 2 + he2(y) + 0.3 * normal(),
    });
    expect((await labelOf(rows)).directions).toHaveLength(2);
    expect(((await measured(rows)).along?.effectiveDimension ?? 0) / (55 / 8)).toBeCloseTo(1, 1);
  });
});

describe('labels of few values', () => {
  test.each<[string, number, (x: number, normal: () => number) => number]>([
    ['two classes', 2, (x, normal) => (x + 0.5 * normal() > 0 ? 1 : 0)],
    [
      'three classes that are an even function',
      3,
      (x, normal) => Math.min(2, Math.floor(1.5 * Math.abs(x + 0.2 * normal()))),
    ],
  ])('%s are slices of their own', async (_, slices, label) => {
    const rows = simulated({ ...sixteen, seed: 106, label: ([x = 0], normal) => label(x, normal) });
    const found = await labelOf(rows);
    expect(found.slices).toBe(slices);
    expect(found.directions).toHaveLength(1);
    expect(cosine((await estimated(rows, 1)).directions[0] ?? [], first)).toBeGreaterThan(0.95);
  });

  test('one value tells no direction: r_1 = d', async () => {
    const data = await measured(simulated({ rows: 100, dimension: 5, seed: 107, label: () => 3 }));
    expect(data.along).toBeUndefined();
    expect(data.atRandom.effectiveDimension).toBe(5);
    expect(noDirection(data)).toEqual({ code: 'label-constant' });
  });

  test('slices are of equal or neighbouring labels, and no more than ten', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -12, max: 12 }), { minLength: 1, maxLength: 200 }), (values) => {
        const labels = Float64Array.from(values);
        const { order, slice, count } = labelSlices(labels, new Float64Array(labels.length));
        const sorted = [...order].map((row) => labels[row] ?? 0);
        expect(sorted).toEqual([...values].sort((one, other) => one - other));
        expect(count).toBeLessThanOrEqual(10);
        expect(new Set(slice)).toEqual(new Set(Array.from({ length: count }, (_, at) => at)));
        for (let at = 1; at < sorted.length; at++) {
          expect(slice[at]).toBeGreaterThanOrEqual(slice[at - 1] ?? 0);
          if (sorted[at] === sorted[at - 1]) expect(slice[at]).toBe(slice[at - 1]);
        }
        const distinct = new Set(values).size;
        if (distinct <= 10) expect(count).toBe(distinct);
      }),
    );
  });

  test('a value that many rows share leaves no slice of a few rows behind', () => {
    const labels = Float64Array.from({ length: 1000 }, (_, at) => (at < 500 ? 0 : at));
    const { slice, count } = labelSlices(labels, labels);
    const sizes = Array.from({ length: count }, (_, h) => slice.filter((own) => own === h).length);
    expect(sizes).toEqual([500, 100, 100, 100, 100, 100]);
  });
});

describe('labels of pure noise', () => {
  test.each([
    ['few rows for their columns', 120, 16, (z: number[]) => z],
    ['many', 600, 8, (z: number[]) => z],
    ['skewed columns', 300, 8, (z: number[]) => z.map(Math.exp)],
    ['columns of equal length in all rows', 300, 6, (z: number[]) => z.map((value) => value / Math.hypot(...z))],
  ])('are refused in nine of ten files: %s', async (_, rows, dimension, columns) => {
    let refused = 0;
    for (let seed = 0; seed < 60; seed++) {
      const data = await measured(
        simulated({ rows, dimension, seed: 7000 + seed, columns, label: (_x, normal) => normal() }),
      );
      if (data.along) continue;
      refused++;
      expect(['label-not-significant', 'label-halves-differ']).toContain(noDirection(data)?.code);
    }
    expect(refused).toBeGreaterThanOrEqual(54);
  });
});

describe('columns', () => {
  test('that are linear combinations of others do not count: r_1 is that of the shortest w', async () => {
    // Of x = (a, a, b): w = (1, 1, 0), |w|^2 = 2, tr C = 3, var(w.x) = 4: tr C |w|^2 / var = 3/2.
    const rows = simulated({
      rows: 2000,
      dimension: 3,
      seed: 108,
      columns: ([a = 0, , b = 0]) => [a, a, b],
      label: ([a = 0], normal) => a + 0.5 * normal(),
    });
    const data = await measured(rows);
    expect(data.rank).toBe(2);
    expect(Math.abs((data.along?.effectiveDimension ?? 0) - 1.5)).toBeLessThan(4 * (data.along?.error ?? 0));
    expect(data.along?.error).toBeLessThan(0.1);
  });

  test('that never change do not count either', async () => {
    const rows = simulated({
      rows: 500,
      dimension: 4,
      seed: 109,
      columns: (z) => z.with(2, 0.1),
      label: ([a = 0], normal) => he2(a) + 0.3 * normal(),
    });
    const data = await measured(rows);
    expect(data.rank).toBe(3);
    expect(Math.abs((data.along?.effectiveDimension ?? 0) - 3)).toBeLessThan(4 * (data.along?.error ?? 0));
  });

  test('more than 64 are compared by means: linear labels are found, and even ones refused with the reason', async () => {
    const common = { rows: 600, dimension: 70, seed: 110 };
    const linear = await labelOf(simulated({ ...common, label: ([x = 0], normal) => x + 0.3 * normal() }));
    expect(linear.estimator).toBe('means');
    expect(linear.directions).toHaveLength(1);
    const even = await measured(simulated({ ...common, label: ([x = 0]) => x * x }));
    expect(even.along).toBeUndefined();
    expect(noDirection(even)).toEqual(expect.objectContaining({ onlyMeans: true }));
  });

  test('as many as rows are refused', async () => {
    const rows = simulated({ rows: 9, dimension: 8, seed: 111, label: ([x = 0]) => x });
    await expect(measured(rows)).rejects.toMatchObject({
      reason: { code: 'too-few-rows', rows: 9, dimension: 8, least: 32 },
    });
  });

  test('one is the direction, where the label depends on it', async () => {
    const rows = simulated({ rows: 200, dimension: 1, seed: 112, label: ([x = 0], normal) => he2(x) + 0.5 * normal() });
    expect((await measured(rows)).along?.effectiveDimension).toBeCloseTo(1, 12);
  });
});

test('r_1 of a direction at random varies with the covariance: by sampling directions', async () => {
  const scales = [3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
  const normal = gaussian(113);
  const rows = Array.from({ length: 4000 }, () => scales.map((scale) => scale * normal()));
  const { atRandom } = await measure(tableOf(rows), undefined);
  const variances = Array.from({ length: 4000 }, () => {
    const u = scales.map(normal);
    const square = u.reduce((sum, value) => sum + value * value, 0);
    return u.reduce((sum, value, i) => sum + (value * (scales[i] ?? 0)) ** 2, 0) / square;
  });
  const mean = variances.reduce((sum, value) => sum + value, 0) / variances.length;
  const deviation = Math.sqrt(variances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / variances.length);
  expect(atRandom.error / 12 / (deviation / mean)).toBeCloseTo(1, 1);
});

describe('what is measured does not depend on', () => {
  const base = { rows: 160, dimension: 3, seed: 114 };
  const labelled = simulated({ ...base, label: ([x = 0, y = 0], normal) => he2(x) + 0.3 * y + 0.3 * normal() });
  const numbers = fc.double({ min: -2, max: 2, noNaN: true });
  const cases = { numRuns: 8 };

  /** All numbers of the tests. */
  async function tests(rows: readonly (readonly number[])[]): Promise<number[]> {
    const { directions, rejected, slices } = await labelOf(rows);
    const all = [...directions, ...(rejected ? [rejected] : [])];
    return [
      slices,
      directions.length,
      ...all.flatMap(({ eigenvalue, pValue, splitCosine, leastCosine = -1 }) => [
        eigenvalue,
        pValue,
        splitCosine,
        leastCosine,
      ]),
    ];
  }

  function expectClose(one: readonly number[], other: readonly number[]): void {
    expect(one).toHaveLength(other.length);
    one.forEach((value, i) => expect(value).toBeCloseTo(other[i] ?? Number.NaN, 7));
  }

  it('the order of the rows', async () => {
    const reference = await tests(labelled);
    const effective = (await measured(labelled)).along?.effectiveDimension;
    const orders = fc.shuffledSubarray([...labelled.keys()], { minLength: labelled.length });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const rows = order.map((at) => labelled[at] ?? []);
        expectClose(await tests(rows), reference);
        expect((await measured(rows)).along?.effectiveDimension).toBeCloseTo(effective ?? Number.NaN, 7);
      }),
      cases,
    );
  });

  it('an invertible affine map of the columns: the tests', async () => {
    const reference = await tests(labelled);
    const triangle = fc.tuple(numbers, numbers, numbers);
    const factors = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -9, max: 9 })));
    await fc.assert(
      fc.asyncProperty(triangle, triangle, factors, async (lower, upper, powers) => {
        const [f = 1, g = 1, h = 1] = powers.map((power) => 10 ** (power / 3));
        const rows = labelled.map(([x = 0, y = 0, z = 0, label = 0]) => {
          const [a, b, c] = [x + upper[0] * y + upper[1] * z, y + upper[2] * z, z];
          return [f * a + 5, g * (b + lower[0] * a) - 1, h * (c + lower[1] * a + lower[2] * b), label];
        });
        expectClose(await tests(rows), reference);
      }),
      cases,
    );
  });

  it('a rotation, a shift and a scale of the columns: r_1', async () => {
    const reference = (await measured(labelled)).along?.effectiveDimension ?? Number.NaN;
    await fc.assert(
      fc.asyncProperty(numbers, numbers, fc.integer({ min: -150, max: 150 }), async (angle, shift, power) => {
        const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
        const rows = labelled.map(([x = 0, y = 0, z = 0, label = 0]) => [
          ...[cosine * x - sine * y, sine * x + cosine * y, z].map((value) => 10 ** power * (value + shift)),
          label,
        ]);
        expect((await measured(rows)).along?.effectiveDimension).toBeCloseTo(reference, 7);
      }),
      cases,
    );
  });

  it('a rising function of the labels', async () => {
    const reference = await tests(labelled);
    const factors = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    await fc.assert(
      fc.asyncProperty(factors, numbers, async (factor, shift) => {
        expectClose(await tests(labelled.map((row) => row.with(3, factor * (row[3] ?? 0) ** 3 + shift))), reference);
      }),
      cases,
    );
  });
});

test('the work is bounded: of 150,000 rows at most 20,000 are tested', async () => {
  const rows = simulated({
    rows: 150_000,
    dimension: 2,
    seed: 116,
    label: ([x = 0], normal) => he2(x) + 0.5 * normal(),
  });
  const { label, along, rows: all } = await measured(rows);
  expect(all).toBe(150_000);
  expect(label !== 'constant' && label?.testedRows).toBeLessThanOrEqual(20_000);
  expect(Math.abs((along?.effectiveDimension ?? 0) - 2)).toBeLessThan(4 * (along?.error ?? 0));
});

test('a measurement that nobody waits for ends', async () => {
  const rows = simulated({ rows: 8000, dimension: 40, seed: 115, label: ([x = 0]) => x });
  await expect(measure(tableOf(rows), { label: 40 }, new Pace(() => false))).rejects.toThrow(NoLongerWantedError);
});
