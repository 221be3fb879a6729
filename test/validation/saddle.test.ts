import { describe, expect, it } from 'vitest';
import { equalUnits } from '../../validation/rate/overlaps/equal-units.js';
import { neglectedTerms } from '../../validation/rate/shared-terms.js';
import { overlapOf } from '../../validation/rate/overlap.js';
import type { RateProblem } from '../../validation/rate/overlaps/energy.js';
import { findSaddle } from '../../validation/rate/overlaps/search.js';
import { erfCubicOverlap, leastOf, leastOverAllUnits, logProbabilityOfOneUnit } from './rate-by-hand.js';

const overlap = overlapOf('erf', 3);
const problem = (width: number, dimension: number): RateProblem => ({ overlap, width, dimension, chi: 1 });
const free = async (): Promise<void> => undefined;
const slope = (from: number, to: number, f: (size: number) => number): number =>
  Math.log(f(to) / f(from)) / Math.log(to / from);

describe('M equal units of typical length', () => {
  // With t = |w|^2 - m^2 = 1 and x = m^2: U = M d x/2 + N/(2 M g), g = 16/(6 pi) (x/(3+2x))^3. Over M: sqrt(x d N / g); over x: x = 3,
  // so E = sqrt(81 * 6 pi / 16) sqrt(N d) = 9.7686 sqrt(N d), M = 3.26 sqrt(N/d). M = 3 costs 0.1 % more.
  it('costs 9.76 d at N = d = 512 with 3 units', () => {
    const found = equalUnits(problem(512, 512), 16);
    expect(found.energy / 512).toBeCloseTo(9.76, 2);
    expect(found.units).toBe(3);
  });

  it('has slope 1.03 in d = N from 16 to 32 and 1.003 from 256 to 512', () => {
    // At most 6 units: the leaning state of all of them, which is lower below d = 22, is left out.
    const energy = (size: number): number => equalUnits(problem(size, size), 6).energy;
    expect(Math.abs(slope(16, 32, energy) - 1.03)).toBeLessThan(0.005);
    expect(Math.abs(slope(256, 512, energy) - 1.003)).toBeLessThan(0.002);
  });

  it('meets the leaning of all units near N = d = 22', () => {
    const gap = (size: number): number => {
      const problemThere = problem(size, size);
      const leaning = leastOf((log) => {
        const squares = overlap.squared(Math.exp(log), 1 - 1 / size);
        return log > -0.7 ? Infinity : (size * size * Math.exp(log)) / 2 + 1 / (2 * squares) + Math.log(squares) / 2;
      });
      return leaning - equalUnits(problemThere, 6).energy;
    };
    // The leading orders alone are equal at (9.77/2.08)^2 = 22; corrections in m^2 move that by some units.
    expect(gap(8)).toBeLessThan(gap(64));
    expect(gap(64)).toBeGreaterThan(0);
  });

  it('has slope 1/2 in N at d = 128', () => {
    const energy = (width: number): number => equalUnits(problem(width, 128), 32).energy;
    expect(Math.abs(slope(32, 128, energy) - 0.498)).toBeLessThan(0.002);
    expect(Math.abs(slope(128, 512, energy) - 0.499)).toBeLessThan(0.002);
    expect(Math.abs(slope(512, 1024, energy) - 0.5)).toBeLessThan(0.002);
  });

  // All N units leaning by the same small m: U = N d m^2/2 + 27 * 6 pi/(32 m^6), least at 2.0837 (N d)^(3/4) if m is small; m^2 = 3.13 (N d)^(-1/4).
  it('costs 2.08 (N d)^(3/4) when all N lean', () => {
    const [N, dimension] = [64, 1e9];
    const least = leastOf((log) => {
      const along = Math.exp(log);
      return (N * dimension * along) / 2 + 1 / (2 * overlap.squared(along, 1));
    });
    expect(least / (N * dimension) ** 0.75).toBeCloseTo(2.08, 1);
  });

  it.each([
    [4, 10],
    [6, 12],
    [6, 40],
    [9, 9],
  ])('is the least over all %i overlaps taken one by one at d = %i', (width, dimension) => {
    const equal = equalUnits(problem(width, dimension), width).energy;
    const each = leastOverAllUnits(width, dimension, false);
    expect(Math.abs(equal / each - 1)).toBeLessThan(2e-5);
  });
});

describe('the lowest saddle', () => {
  // The leading order with free lengths: E^2 / (N d) = (x + t - 1 - log t) (6 pi/16) ((1+2x+2t)/x)^3, least 8.0267^2 at M = 2.90.
  it.each([512, 2048])('lies below the one of typical lengths, at 8.03 d, for N = d = %i', async (size) => {
    const { lowest } = await findSaddle(problem(size, size), 1, free);
    const leading = leastOf((logX) => leastOf((logT) => leadingOrder(Math.exp(logX), Math.exp(logT), 3)));
    expect(lowest.pattern).toBe('specialization');
    expect(lowest.state.units).toBe(3);
    expect(Math.abs(lowest.energy / size / leading - 1)).toBeLessThan(0.003);
  });

  it.each([
    [8, 32],
    [8, 64],
    [20, 40],
  ])(
    'matches the least over %i units with their own overlaps and lengths at d = %i, but for what the others lend',
    async (width, dimension) => {
      const { lowest } = await findSaddle(problem(width, dimension), 1, free);
      const each = leastOverAllUnits(width, dimension, true);
      expect(lowest.energy).toBeLessThan(each + 1e-6);
      expect(lowest.energy).toBeGreaterThan(0.97 * each);
    },
  );

  it.each([16, 64, 256, 512])(
    'is the probability of a network of one unit, up to the terms left out, at d = %i',
    async (dimension) => {
      const one = problem(1, dimension);
      const { lowest } = await findSaddle(one, 1, free);
      const exact = -logProbabilityOfOneUnit(dimension);
      expect(Math.abs(lowest.energy - exact)).toBeLessThan(
        neglectedTerms(lowest.lambda, [{ width: 1, units: lowest.state.units }]),
      );
      // Typical lengths are an upper bound that stays off by a share of the energy.
      if (dimension >= 64) expect(equalUnits(one, 1).energy).toBeGreaterThan(exact * 1.05);
    },
  );

  it('does not depend on where the search starts', async () => {
    for (const [width, dimension] of [
      [300, 40],
      [64, 64],
      [7, 200],
    ] as const) {
      const energies = await Promise.all(
        [1, 2, 3].map(async (seed) => (await findSaddle(problem(width, dimension), seed, free)).lowest.energy),
      );
      expect(Math.max(...energies) / Math.min(...energies) - 1).toBeLessThan(1e-8);
    }
  });

  // At N > d^5 nothing is gained by any unit: E = 1/(2 lambda), lambda = E[g], m^2 = G^2/d.
  it('is lazy at enormous width', async () => {
    const dimension = 16;
    const { lowest } = await findSaddle(problem(1e12, dimension), 1, free);
    expect(lowest.pattern).toBe('lazy');
    let mean = 0;
    for (let g = -9; g < 9; g += 0.01) {
      mean += 0.01 * Math.exp((-g * g) / 2) * erfCubicOverlap((g * g) / dimension, 1 - 1 / dimension);
    }
    const lambda = mean / Math.sqrt(2 * Math.PI);
    expect(lowest.energy / (1 / (2 * lambda) + Math.log(lambda) / 2)).toBeCloseTo(1, 4);
  });
});

function leadingOrder(x: number, t: number, units: number): number {
  return (units * (x + t - 1 - Math.log(t))) / 2 + 1 / (2 * units * erfCubicOverlap(x, t));
}
