import { describe, expect, it } from 'vitest';
import { numericNetwork } from '../../../validation/network/network.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericTarget } from '../../../validation/network/target.js';
import { startingPosition } from '../../../validation/training/sample/chains.js';
import { meanError } from '../../../validation/training/sample/convergence.js';
import { sharedSource, streams } from '../../../validation/training/sample/data-set.js';
import type { Potential } from '../../../validation/training/sample/langevin.js';
import { Langevin } from '../../../validation/training/sample/langevin.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { stepFor } from '../../../validation/training/sample/stiffness.js';
import { alignedUnits } from '../../../validation/training/sample/aligned-units.js';
import { startsOf } from '../../../validation/training/sample/starts.js';
import { predict } from '../../../theory/index.js';
import { dense, hermite, size, stack, study } from '../../theory/networks.js';
import { hermiteTarget, mixture, twoLayers } from './studies.js';

/** Solves A x = b by elimination with pivots. */
function solve(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i] ?? 0]);
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    const pivot = rows.reduce(
      (best, row, r) => (r >= i && Math.abs(row[i] ?? 0) > Math.abs(rows[best]?.[i] ?? 0) ? r : best),
      i,
    );
    [rows[i], rows[pivot]] = [rows[pivot] ?? [], rows[i] ?? []];
    for (let r = i + 1; r < n; r++) {
      const factor = (rows[r]?.[i] ?? 0) / (rows[i]?.[i] ?? 1);
      rows[r] = (rows[r] ?? []).map((value, column) => value - factor * (rows[i]?.[column] ?? 0));
    }
  }
  const x = Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const rest = x.reduce((sum, value, j) => sum + (j > i ? (rows[i]?.[j] ?? 0) * value : 0), 0);
    x[i] = ((rows[i]?.[n] ?? 0) - rest) / (rows[i]?.[i] ?? 1);
  }
  return x;
}

/** A potential of some of the coordinates of another, the others held. */
function restricted(whole: Potential, held: Float64Array, from: number): Potential {
  const slope = new Float64Array(whole.dimension);
  const place = held.slice();
  return {
    dimension: whole.dimension - from,
    gradient(at, into) {
      place.set(at, from);
      whole.gradient(place, slope);
      into.set(slope.subarray(from));
    },
  };
}

/** Chains of an observable; four of them, after a burn-in. */
function chainsOf(
  potential: Potential,
  observe: (place: Float64Array) => number,
  draws: number,
  every: number,
): number[][] {
  return [1, 2, 3, 4].map((seed) => {
    const normal = gaussianSource(seed);
    const place = new Float64Array(potential.dimension).map(() => normal());
    const step = stepFor(potential, place, normal, 'sampled');
    const chain = new Langevin(potential, place, { step, friction: 1, normal });
    chain.advance(1000);
    return Array.from({ length: draws }, () => (chain.advance(every), observe(place)));
  });
}

const mean = (chains: readonly number[][]): number =>
  chains.flat().reduce((sum, value) => sum + value, 0) / chains.flat().length;

/**
 * With the hidden weights held, the readout's posterior is Gaussian: f(x) has the mean k(x)^T (K + kappa)^-1 y of Gaussian process regression with the
 * kernel K(x, x') = sum_i phi_i(x) phi_i(x') / N, and the variance k(x, x) - k(x)^T (K + kappa)^-1 k(x). In the limit of infinite width the
 * hidden weights stay at the prior, so this is that limit but for the fluctuations of the kernel.
 */
describe('sampling the readout with fixed features', () => {
  const [d, width, samples, ridge, seed] = [5, 12, 30, 0.3, 4];
  const network = twoLayers(d, width);
  const posterior = posteriorOf(
    { network, target: hermiteTarget(1), seed, sampling: { samples, ridge } },
    { freshInputs: 8, readout: 'sampled' },
  );
  const held = startingPosition(posterior, undefined, gaussianSource(9));

  it('gives the mean and variance of Gaussian process regression', () => {
    const x = sampleInputs(network.input, samples, sharedSource(seed, streams.samples));
    const y = [...numericTarget(hermiteTarget(1), network.input)(x, samples)];
    const numeric = numericNetwork(network);
    const features = (inputs: Float64Array): number[][] => {
      const count = inputs.length / d;
      const pass = numeric.on(count);
      pass.forward(held, inputs);
      const hidden = pass.outputs[0] ?? new Float64Array(0);
      return Array.from({ length: count }, (_, row) => [...hidden.subarray(row * width, (row + 1) * width)]);
    };
    const dot = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / width;
    const phi = features(x);
    const phiAt = features(posterior.fresh.subarray(0, d))[0] ?? [];
    const K = phi.map((one, i) => phi.map((other, j) => dot(one, other) + (i === j ? ridge : 0)));
    const k = phi.map((one) => dot(one, phiAt));
    const product = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, one, i) => sum + one * (b[i] ?? 0), 0);
    const expected = product(k, solve(K, y));
    const spread = dot(phiAt, phiAt) - product(k, solve(K, k));

    const from = posterior.dimension - width;
    const f = (readout: Float64Array): number => product([...readout], phiAt) / Math.sqrt(width);
    const draws = chainsOf(restricted(posterior, held, from), f, 3000, 10);
    expect(Math.abs(mean(draws) - expected)).toBeLessThan(4 * meanError(draws));
    expect(meanError(draws)).toBeLessThan(0.1 * Math.sqrt(spread));
    const squares = draws.map((chain) => chain.map((value) => (value - expected) ** 2));
    expect(Math.abs(mean(squares) - spread)).toBeLessThan(4 * meanError(squares));
  });
});

/**
 * A linear network of one unit in one dimension, f = a w x with a, w ~ N(0, 1): U depends on u = a w alone but for the prior, and <u> is a ratio of two integrals,
 * taken here on a grid.
 */
describe('a linear network', () => {
  it('has the exact mean of its function', () => {
    const [samples, ridge, seed] = [4, 2, 2];
    const network = twoLayers(1, 1, 'linear');
    const posterior = posteriorOf(
      { network, target: hermiteTarget(1), seed, sampling: { samples, ridge } },
      { freshInputs: 8, readout: 'sampled' },
    );
    const x = sampleInputs(network.input, samples, sharedSource(seed, streams.samples));
    const square = x.reduce((sum, one) => sum + one * one, 0);
    let [total, first] = [0, 0];
    for (let a = -7; a <= 7; a += 0.02) {
      for (let w = -7; w <= 7; w += 0.02) {
        const weight = Math.exp(-(a * a + w * w) / 2 - ((a * w - 1) ** 2 * square) / (2 * ridge));
        total += weight;
        first += weight * a * w;
      }
    }
    const draws = chainsOf(posterior, ([w = 0, a = 0]) => a * w, 4000, 20);
    expect(Math.abs(mean(draws) - first / total)).toBeLessThan(4 * meanError(draws));
    expect(meanError(draws)).toBeLessThan(0.03);
  });
});

describe('the data', () => {
  it('of fewer samples begin those of more', () => {
    const take = (count: number): number[] => {
      const source = sharedSource(3, streams.samples);
      return Array.from({ length: count }, source);
    };
    expect(take(50).slice(0, 20)).toEqual(take(20));
  });

  it('are standard Gaussian, and differ by seed and use', () => {
    const source = sharedSource(11, streams.samples);
    const values = Array.from({ length: 40_000 }, source);
    const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    // Standard errors: 1, sqrt 2, sqrt 15, sqrt 96 over 200.
    expect(Math.abs(moment(1))).toBeLessThan(0.02);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(3))).toBeLessThan(0.08);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
    const neighbours = values.slice(1).reduce((sum, value, i) => sum + value * (values[i] ?? 0), 0) / values.length;
    expect(Math.abs(neighbours)).toBeLessThan(0.02);
    for (const other of [sharedSource(12, streams.samples), sharedSource(11, streams.fresh)]) {
      const correlation = values.reduce((sum, value) => sum + value * other(), 0) / values.length;
      expect(Math.abs(correlation)).toBeLessThan(0.02);
    }
  });
});

describe('an informed start', () => {
  const posterior = posteriorOf(
    { network: twoLayers(64, 32), target: hermiteTarget(3), seed: 1, sampling: { samples: 8, ridge: 1 } },
    { freshInputs: 1024, readout: 'sampled' },
  );
  const turnedAt = (pattern: Parameters<typeof startingPosition>[1]): number =>
    alignedUnits({ network: twoLayers(64, 32), target: hermiteTarget(3) }, [
      startingPosition(posterior, pattern, gaussianSource(1)),
    ]) ?? NaN;

  it('has as many specialised units as are asked for, and a prior start none', () => {
    expect(turnedAt([{ pattern: 'specialization', degree: 1, units: 5 }])).toBe(5);
    expect(turnedAt(undefined)).toBe(0);
  });

  it('has as many along each direction of a product', () => {
    const planned = { network: twoLayers(64, 32), target: mixture([1, { u: 1, v: 2 }]) };
    const both = posteriorOf(
      { ...planned, seed: 1, sampling: { samples: 8, ridge: 1 } },
      { freshInputs: 1024, readout: 'sampled' },
    );
    const start = [{ pattern: 'specialization', degree: 1, units: 5 }] as const;
    expect(alignedUnits(planned, [startingPosition(both, start, gaussianSource(1))])).toBe(10);
    // Along v alone, the second axis.
    const unit = new Float64Array(both.dimension);
    unit[1] = 1;
    expect(alignedUnits(planned, [unit])).toBe(1);
  });

  it('makes a specialised unit as long along the feature as it is asked to be', () => {
    const startOf = (length?: number): number => {
      const pattern = [{ pattern: 'specialization', degree: 1, units: 1, ...(length && { length }) }] as const;
      return startingPosition(posterior, pattern, gaussianSource(1))[0] ?? 0;
    };
    // The same draw of the prior, moved by 1.5 sqrt d = 12 for each unit of length; the direction is found to about 1/sqrt(1024).
    expect(Math.abs((startOf(3) - startOf()) / 24 - 1)).toBeLessThan(0.15);
  });

  it('has one unit of the predicted length for a quadratic layer', () => {
    const asked = study(stack(dense('h', size('N'), 'quadratic')), hermite(2), { d: 64, N: 64 * 4 ** 6 });
    // m = (N/d)^(1/6) = 4
    expect(startsOf(predict(asked).winner, asked)).toEqual([
      { pattern: 'specialization', degree: 1, units: 1, length: 4 },
    ]);
  });

  it('spreads the overlaps of all units for Gaussian feature learning', () => {
    const place = startingPosition(posterior, [{ pattern: 'gfl', degree: 1, gain: 9 }], gaussianSource(1));
    const along = Array.from({ length: 32 }, (_, unit) => place[unit * 64] ?? 0);
    const square = along.reduce((sum, one) => sum + one * one, 0) / 32;
    // Variance 9 of 32 units: standard error 9 sqrt(2 / 32).
    expect(Math.abs(square - 9)).toBeLessThan(7);
    expect(square).toBeGreaterThan(3);
  });

  it('shifts all units for magnetization', () => {
    const place = startingPosition(posterior, [{ pattern: 'magnetization', degree: 1, shift: 0.5 }], gaussianSource(1));
    const along = Array.from({ length: 32 }, (_, unit) => place[unit * 64] ?? 0);
    // A shift of 0.5 sqrt d = 4, of deviation 1 over 32 units.
    expect(Math.abs(along.reduce((sum, one) => sum + one, 0) / 32 - 4)).toBeLessThan(1);
  });
});
