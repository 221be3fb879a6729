import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../architecture/sources.js';
import { gaussianSource } from '../../../validation/network/random.js';
import {
  driftOfDraws,
  effectiveSampleSize,
  meanError,
  nestedRHat,
  normalScores,
  splitRHat,
} from '../../../validation/training/sample/convergence.js';

/** Chains of an autoregressive process of variance 1: x' = rho x + sqrt(1 - rho^2) xi. */
function autoregressive(rho: number, chains: number, draws: number, seed: number, shift = 0): number[][] {
  const normal = gaussianSource(seed);
  return Array.from({ length: chains }, (_, chain) => {
    let x = normal();
    return Array.from({ length: draws }, () => (x = rho * x + Math.sqrt(1 - rho * rho) * normal()) + shift * chain);
  });
}

const { variables } = JSON.parse(readFileSync(join(root, 'test/validation/training/eight-schools.json'), 'utf8')) as {
  variables: Record<string, { rHat: number; effective: number; chains: number[][] }>;
};

describe.each(Object.entries(variables))('%s of eight schools, as published', (_, { rHat, effective, chains }) => {
  it('has its R-hat and, but for the last correlations of short chains, its effective draws', () => {
    expect(splitRHat(chains).toFixed(2)).toBe(rHat.toFixed(2));
    expect(Math.abs(effectiveSampleSize(normalScores(chains)) / effective - 1)).toBeLessThan(0.03);
  });
});

describe('split R-hat', () => {
  it('is below 1.01 for independent draws', () => {
    for (const seed of [1, 2, 3]) expect(splitRHat(autoregressive(0, 4, 1000, seed))).toBeLessThan(1.01);
  });

  it('tells chains that sit at different places', () => {
    expect(splitRHat(autoregressive(0, 4, 1000, 1, 0.5))).toBeGreaterThan(1.1);
  });

  it('tells a drift that all chains share', () => {
    const drifting = autoregressive(0, 4, 1000, 1).map((chain) => chain.map((x, at) => x + (3 * at) / 1000));
    expect(splitRHat(drifting)).toBeGreaterThan(1.1);
  });

  it('tells chains of the same mean and different widths', () => {
    const chains = autoregressive(0, 4, 1000, 1).map((chain, index) => chain.map((x) => x * (index < 2 ? 1 : 4)));
    expect(splitRHat(chains)).toBeGreaterThan(1.1);
  });

  it('is 1 for chains that stand still together, and infinite apart', () => {
    const still = (at: number): number[] => Array<number>(10).fill(at);
    expect(splitRHat([still(1), still(1)])).toBe(1);
    expect(splitRHat([still(1), still(2)])).toBe(Infinity);
  });
});

describe('the effective sample size', () => {
  // The mean of n draws of autocorrelation rho^k has variance (1 + rho) / (1 - rho) / n.
  it.each([
    [0, 1],
    [0.5, 1 / 3],
    [0.9, 0.1 / 1.9],
  ])('of an autoregressive process, rho = %f, is n (1 - rho) / (1 + rho)', (rho, share) => {
    const effective = [1, 2, 3].map((seed) => effectiveSampleSize(autoregressive(rho, 4, 2000, seed)) / 8000);
    const mean = effective.reduce((sum, one) => sum + one, 0) / 3;
    expect(mean / share).toBeGreaterThan(0.8);
    expect(mean / share).toBeLessThan(1.25);
  });

  it('is about one draw a chain when chains never meet', () => {
    expect(effectiveSampleSize(autoregressive(0.5, 4, 1000, 1, 20))).toBeLessThan(10);
  });

  it('gives the mean an error that holds the truth', () => {
    let within = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const chains = autoregressive(0.8, 4, 500, seed);
      const mean = chains.flat().reduce((sum, x) => sum + x, 0) / 2000;
      if (Math.abs(mean) < 2 * meanError(chains)) within++;
    }
    // 95 % of 40 is 38, give or take 1.4.
    expect(within).toBeGreaterThanOrEqual(33);
  });
});

describe('nested R-hat', () => {
  // Groups {0, 2}, {4, 6} in means, within each chain variance 2 ((-1, 1) about the mean): B = var(1, 5) = 8; a group has variance of
  // means 2 and mean variance 2, so W = 4 and R = sqrt(1 + 8 / 4).
  it('is what one computes by hand', () => {
    const chain = (mean: number): number[] => [mean - 1, mean + 1];
    expect(
      nestedRHat([
        [chain(0), chain(2)],
        [chain(4), chain(6)],
      ]),
    ).toBeCloseTo(Math.sqrt(3), 12);
  });
});

describe('the drift', () => {
  it('is the second half above the first', () => {
    expect(
      driftOfDraws([
        [0, 0, 1, 1],
        [0, 0, 3, 3],
      ]),
    ).toBe(2);
  });
});
