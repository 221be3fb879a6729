import { describe, expect, it } from 'vitest';
import {
  coverage,
  covariances,
  labels,
  trueDimension,
  type CovarianceName,
  type LabelName,
} from '../../data/simulation.js';

const names = Object.keys(covariances) as CovarianceName[];
const functions = (Object.keys(labels) as LabelName[]).filter((label) => label !== 'noise');
/** `npm run data` draws more. */
const draws = 4;

it('r_1 by hand: tr C over the variance along w', () => {
  expect(trueDimension('isotropic')).toBeCloseTo(16, 12);
  // 24 / (0.64 * 9 + 0.36)
  expect(trueDimension('spiked')).toBeCloseTo(24 / 6.12, 12);
});

describe('of 2,000 rows with generated labels', () => {
  it('the direction, r_1 and the components are found within their errors', { timeout: 300_000 }, async () => {
    const all = { draws: 0, found: 0, covers: 0, directions: 0, components: 0, cells: 0 };
    for (const label of functions) {
      for (const covariance of names) {
        const found = await coverage(label, covariance, 2000, draws, 4000);
        all.draws += draws;
        all.found += found.found;
        all.covers += found.covers;
        all.directions += found.directions;
        all.cells += found.components.length;
        all.components += found.components.reduce((sum, one) => sum + one.covers, 0);
        // Noise of standard deviation 0.5: 0.25/1.25.
        expect(Math.abs(found.unexplained - 0.2), `${label}, ${covariance}`).toBeLessThan(0.04);
        if (label === 'he(1)') expect(found.width, covariance).toBeLessThan(0.2);
      }
    }
    expect(all.found).toBe(all.draws);
    // Of 48 at 95 %: fewer than 41 come by chance once in a thousand. Of directions at 99 %, and of components at 95 %.
    expect(all.covers).toBeGreaterThanOrEqual(41);
    expect(all.directions).toBeGreaterThanOrEqual(41);
    expect(all.components / all.cells).toBeGreaterThan(0.85);
  });

  it('pure noise seldom gives a direction', { timeout: 300_000 }, async () => {
    let found = 0;
    for (const covariance of names) found += (await coverage('noise', covariance, 2000, 8, 5000)).found;
    // At most 10 of 100: of 24 at that rate more than 6 come once in a hundred.
    expect(found).toBeLessThanOrEqual(6);
  });
});

it('of 20,000 rows too', { timeout: 300_000 }, async () => {
  const { found, covers, width, directions } = await coverage('he(3)', 'spiked', 20_000, 2, 6000);
  expect(found).toBe(2);
  expect(covers + directions).toBeGreaterThanOrEqual(3);
  expect(width).toBeLessThan(0.05);
});
