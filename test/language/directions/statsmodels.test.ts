import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { directionsOf } from '../../../language/data/directions.js';
import { labelSlices } from '../../../language/data/label-slices.js';
import { Pace } from '../../../language/data/pace.js';
import { leadingDirections, sumsOf, together } from '../../../language/data/slice-moments.js';
import { covarianceOf, squaredNorms, Whitening } from '../../../language/data/whitening.js';
import { drawn, measuredOf, type LabelName } from '../../data/simulation.js';
import { pythonWithStatsmodels } from '../../run/programs.js';

const folder = mkdtempSync(join(tmpdir(), 'archscale-statsmodels-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Leading {
  readonly eigenvalue: number;
  readonly direction: readonly number[];
}

/** What statsmodels finds: sliced inverse regression, and sliced average variance estimation. */
function oracle(rows: readonly (readonly number[])[]): { inverse: Leading; variance: Leading } {
  const path = join(folder, 'table.csv');
  writeFileSync(path, rows.map((row) => `${row.join(',')}\n`).join(''));
  const script = join(import.meta.dirname, 'dimension_reduction.py');
  return JSON.parse(execFileSync(pythonWithStatsmodels ?? '', [script, path], { encoding: 'utf8' })) as ReturnType<
    typeof oracle
  >;
}

/** The largest eigenvalue of the means of ten slices, and its direction in the columns. */
async function byMeans(rows: readonly (readonly number[])[]): Promise<Leading> {
  const pace = new Pace();
  const dimension = (rows[0]?.length ?? 1) - 1;
  const x = Float64Array.from(rows.flatMap((row) => row.slice(0, -1)));
  const { means, covariance } = await covarianceOf(x, dimension, pace);
  const whitening = Whitening.of(means, covariance, dimension);
  const { rank } = whitening;
  const labels = Float64Array.from(rows, (row) => row.at(-1) ?? 0);
  const { order, ...slices } = labelSlices(labels, squaredNorms(await whitening.rows(x, pace), rank));
  const sorted = Float64Array.from([...order].flatMap((row) => rows[row]?.slice(0, -1) ?? []));
  const sums = together(await sumsOf({ z: await whitening.rows(sorted, pace), rank, ...slices }, 'means', pace));
  const [direction] = whitening.backward(await directionsOf(sorted, whitening, slices, 'means', 1, pace));
  return {
    eigenvalue: leadingDirections(sums, rank, 'means', 0, 1)[0]?.value ?? 0,
    direction: [...(direction ?? [])],
  };
}

function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const product = (left: ArrayLike<number>, right: ArrayLike<number>): number =>
    Array.from(left).reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
  return Math.abs(product(one, other)) / Math.sqrt(product(one, one) * product(other, other));
}

// Debian: python3-statsmodels. Without it these tests are skipped, and the report says so.
describe.skipIf(pythonWithStatsmodels === undefined)(
  'the estimators, held against statsmodels (python3-statsmodels)',
  () => {
    it.each(['isotropic', 'anisotropic', 'spiked'] as const)(
      'sliced inverse regression is the same to 9 digits: %s',
      async (covariance) => {
        const rows = drawn('he(1) + he(2)', covariance, 2000, 51);
        const { inverse } = oracle(rows);
        const { eigenvalue, direction } = await byMeans(rows);
        expect(eigenvalue / inverse.eigenvalue).toBeCloseTo(1, 9);
        expect(1 - cosine(direction, inverse.direction)).toBeLessThan(1e-9);
      },
    );

    it.each<[LabelName, 'inverse' | 'variance']>([
      ['he(1)', 'inverse'],
      ['he(2)', 'variance'],
    ])('the refined direction of %s is near that of statsmodels by %s', async (label, method) => {
      const rows = drawn(label, 'isotropic', 2000, 52);
      const [found] = (await measuredOf(rows)).labelFunction?.directions ?? [];
      expect(cosine(found?.weights ?? [], oracle(rows)[method].direction)).toBeGreaterThan(0.97);
    });
  },
);
