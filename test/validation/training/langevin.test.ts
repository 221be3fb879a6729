import { describe, expect, it } from 'vitest';
import { gaussianSource } from '../../../validation/network/random.js';
import { effectiveSampleSize, meanError } from '../../../validation/training/sample/convergence.js';
import type { Potential } from '../../../validation/training/sample/langevin.js';
import { Langevin } from '../../../validation/training/sample/langevin.js';
import { largestCurvature, stepFor } from '../../../validation/training/sample/stiffness.js';

interface Run {
  readonly step: number;
  readonly draws: number;
  readonly every: number;
  readonly chains?: number;
  readonly friction?: number;
  readonly seed?: number;
}

/** Draws of the observables of independent chains, [observable][chain][draw], after a tenth of burn-in. */
function sampled(
  potential: Potential,
  observe: (place: Float64Array) => number[],
  { step, draws, every, chains = 4, friction = 1, seed = 1 }: Run,
): number[][][] {
  const records: number[][][] = [];
  for (let chain = 0; chain < chains; chain++) {
    const normal = gaussianSource(1000 * seed + chain);
    const place = new Float64Array(potential.dimension).map(() => normal());
    const dynamics = new Langevin(potential, place, { step, friction, normal });
    dynamics.advance(Math.ceil((draws * every) / 10));
    for (let draw = 0; draw < draws; draw++) {
      dynamics.advance(every);
      for (const [index, value] of observe(place).entries()) ((records[index] ??= [])[chain] ??= []).push(value);
    }
  }
  return records;
}

const mean = (chains: readonly (readonly number[])[]): number => {
  const all = chains.flat();
  return all.reduce((sum, value) => sum + value, 0) / all.length;
};

/** Distance of the mean from the truth in standard errors of the chains. */
const errorsFrom = (chains: readonly number[][], truth: number): number =>
  Math.abs(mean(chains) - truth) / meanError(chains);

/** U = x A x / 2 - b x, A symmetric: a Gaussian of precision A and mean A^-1 b. */
function quadratic(A: readonly (readonly number[])[], b: readonly number[]): Potential {
  return {
    dimension: b.length,
    gradient: (at, into) =>
      A.forEach((row, i) => (into[i] = row.reduce((sum, a, j) => sum + a * (at[j] ?? 0), 0) - (b[i] ?? 0))),
  };
}

describe('a Gaussian posterior', () => {
  // A = [[5, 2], [2, 1]], det 1: A^-1 = [[1, -2], [-2, 5]]; b = (1, 1): mean (-1, 3).
  const potential = quadratic(
    [
      [5, 2],
      [2, 1],
    ],
    [1, 1],
  );

  it('has its exact means and covariances, within the error of the chains', () => {
    const [x, y, xx, xy, yy] = sampled(
      potential,
      ([x = 0, y = 0]) => [x, y, (x + 1) ** 2, (x + 1) * (y - 3), (y - 3) ** 2],
      { step: 0.3, draws: 4000, every: 20 },
    );
    for (const [chains, truth] of [
      [x, -1],
      [y, 3],
      [xx, 1],
      [xy, -2],
      [yy, 5],
    ] as const) {
      expect(errorsFrom(chains ?? [], truth)).toBeLessThan(4);
      expect(effectiveSampleSize(chains ?? [])).toBeGreaterThan(400);
    }
  });

  // BAOAB's averages over places are exact for harmonic U at any stable step; of the noise off by a factor 2, <x^2> would be off by it too.
  it.each([0.1, 0.5, 1.5])('keeps <x^2> = 1 at the step %f', (step) => {
    const harmonic = quadratic([[1]], [0]);
    const [square] = sampled(harmonic, ([x = 0]) => [x * x], { step, draws: 4000, every: 10, seed: 3 });
    expect(errorsFrom(square ?? [], 1)).toBeLessThan(4);
    expect(meanError(square ?? [])).toBeLessThan(0.05);
  });

  it.each([0.2, 5])('does not depend on the friction %f', (friction) => {
    const harmonic = quadratic([[4]], [0]);
    const [square] = sampled(harmonic, ([x = 0]) => [x * x], { step: 0.2, draws: 4000, every: 10, friction });
    expect(errorsFrom(square ?? [], 1 / 4)).toBeLessThan(4);
  });

  it('diverges above the stable step, and is hot then', () => {
    const normal = gaussianSource(1);
    const chain = new Langevin(quadratic([[100]], [0]), new Float64Array([1]), { step: 0.25, friction: 1, normal });
    chain.advance(200);
    expect(chain.temperature()).toBeGreaterThan(1e3);
  });
});

describe('the stiffness', () => {
  const potential = quadratic(
    [
      [100, 0, 0],
      [0, 9, 0],
      [0, 0, 1],
    ],
    [0, 0, 0],
  );

  it('is the largest curvature', () => {
    const found = largestCurvature(potential, new Float64Array([0.3, -1, 2]), gaussianSource(2));
    expect(found / 100).toBeGreaterThan(0.99);
    expect(found / 100).toBeLessThan(1.001);
  });

  it('makes the step stable', () => {
    const step = stepFor(potential, new Float64Array([0.1, 0.2, 0.3]), gaussianSource(1), 'integrated');
    // BAOAB is stable below 2.
    expect(step * 10).toBeLessThan(1.3);
    expect(step * 10).toBeGreaterThan(0.5);
  });
});

/**
 * Geweke's test of the joint distribution (J. Am. Stat. Assoc. 99 (2004) 799): theta ~ N(0, 1), y | theta ~ N(theta^3 / 2, 1). Alternating y given theta,
 * drawn exactly, with the sampler for theta given y must leave the prior of theta as it is.
 */
describe('the joint distribution of parameters and data', () => {
  it('keeps the prior when data are drawn anew from it', () => {
    let y = 0;
    // U = theta^2 / 2 + (y - theta^3 / 2)^2 / 2
    const potential: Potential = {
      dimension: 1,
      gradient: ([theta = 0], into) => (into[0] = theta - (y - theta ** 3 / 2) * 1.5 * theta ** 2),
    };
    const chains = [1, 2, 3, 4].map((seed) => {
      const normal = gaussianSource(seed);
      const place = new Float64Array([normal()]);
      const draws: number[] = [];
      for (let round = 0; round < 6000; round++) {
        y = (place[0] ?? 0) ** 3 / 2 + normal();
        new Langevin(potential, place, { step: 0.03, friction: 1, normal }).advance(20);
        draws.push(place[0] ?? 0);
      }
      return draws;
    });
    const moment = (power: number): number[][] => chains.map((chain) => chain.map((theta) => theta ** power));
    // 0, 1, 3 of the standard normal.
    expect(errorsFrom(moment(1), 0)).toBeLessThan(4);
    expect(errorsFrom(moment(2), 1)).toBeLessThan(4);
    expect(errorsFrom(moment(4), 3)).toBeLessThan(4);
    expect(meanError(moment(2))).toBeLessThan(0.1);
  });
});

/**
 * posteriordb, eight_schools-eight_schools_noncentered: theta = mu + tau eta, eta ~ N(0, 1), mu ~ N(0, 5^2), tau ~ half-Cauchy(0, 5),
 * y ~ N(theta, sigma^2). Its reference posterior (posterior_database/reference_posteriors/summary_statistics/mean) has these means, each with its
 * Monte Carlo error.
 */
describe('eight schools', () => {
  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const sigma = [15, 10, 16, 11, 9, 11, 10, 18];
  // Place: eta_1..eta_8, mu / 5, log tau.
  const potential: Potential = {
    dimension: 10,
    gradient(at, into) {
      const tau = Math.exp(at[9] ?? 0);
      const mu = 5 * (at[8] ?? 0);
      let toMu = 0;
      let toTau = 0;
      for (let j = 0; j < 8; j++) {
        const eta = at[j] ?? 0;
        const pull = (mu + tau * eta - (y[j] ?? 0)) / (sigma[j] ?? 1) ** 2;
        into[j] = eta + tau * pull;
        toMu += pull;
        toTau += pull * eta;
      }
      into[8] = (at[8] ?? 0) + 5 * toMu;
      // -log of the half-Cauchy, log(1 + tau^2 / 25), and of the Jacobian, -log tau.
      into[9] = tau * toTau + (2 * tau * tau) / (25 + tau * tau) - 1;
    },
  };

  it('has the published means', () => {
    const observed = sampled(
      potential,
      (at) => {
        const [mu, tau] = [5 * (at[8] ?? 0), Math.exp(at[9] ?? 0)];
        return [mu, tau, mu + tau * (at[0] ?? 0), mu + tau * (at[6] ?? 0)];
      },
      { step: 0.25, draws: 8000, every: 20, chains: 4 },
    );
    const published = [
      [4.4105, 0.033],
      [3.6021, 0.0319],
      [6.1505, 0.0557],
      [6.3172, 0.0499],
    ] as const;
    for (const [index, [reference, error]] of published.entries()) {
      const chains = observed[index] ?? [];
      const own = meanError(chains);
      expect(own).toBeLessThan(0.15);
      expect(Math.abs(mean(chains) - reference)).toBeLessThan(4 * Math.hypot(own, error));
    }
  });
});
