import { describe, expect, it } from 'vitest';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { bcaInterval } from '../../validation/measure/bootstrap.js';
import type { Sample } from '../../validation/measure/fit.js';
import { fitPowerLaw, localSlopes } from '../../validation/measure/fit.js';
import { driftOf, exponentInterval, exponentsWithin } from '../../validation/measure/interval.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

function gaussians(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random));
}

describe('the fit', () => {
  it('finds an exact power law', () => {
    const samples = [8, 16, 64, 100].map((size) => ({ size, value: 3 * size ** 1.25 }));
    const law = fitPowerLaw(samples);
    expect(law.slope).toBeCloseTo(1.25, 12);
    expect(Math.exp(law.intercept)).toBeCloseTo(3, 10);
    for (const { slope } of localSlopes(samples)) expect(slope).toBeCloseTo(1.25, 12);
  });

  // x = 0, 1, 2 (in log 2), y = 0, 1, 1: slope (sum of (x - 1) y) / 2 = 1/2.
  it('takes least squares', () => {
    const samples = [
      [1, 1],
      [2, 2],
      [4, 2],
    ].map(([size = 1, value = 1]) => ({ size, value }));
    expect(fitPowerLaw(samples).slope).toBeCloseTo(0.5, 12);
  });

  it('refuses what has no logarithm and what has no slope', () => {
    expect(() => fitPowerLaw([{ size: 1, value: -1 }])).toThrow(RangeError);
    expect(() => fitPowerLaw([2, 2].map((size) => ({ size, value: 3 })))).toThrow(RangeError);
  });
});

describe('the BCa interval', () => {
  const data = [1.2, 0.7, 3.4, 2.2, 5.9, 1.1, 0.4, 8.8, 2.7, 1.9, 3.1, 0.9];

  // scipy.stats.bootstrap(method='BCa', n_resamples=400000) gives [1.692, 4.575] and [1.210, 3.677].
  it.each([
    ['mean', mean, 1.692, 4.575],
    ['deviation', deviation, 1.21, 3.677],
  ] as const)('of the %s of skewed data is what another implementation gives', (_, statistic, low, high) => {
    const interval = bcaInterval(data, statistic, { confidence: 0.95, resamples: 20000, seed: 7 });
    expect(Math.abs(interval[0] - low)).toBeLessThan(0.04);
    expect(Math.abs(interval[1] - high)).toBeLessThan(0.12);
  });

  it('is a point when nothing varies', () => {
    expect(bcaInterval([2, 2, 2], mean, { confidence: 0.95, resamples: 100, seed: 1 })).toEqual([2, 2]);
  });

  it('is the same for the same seed', () => {
    const options = { confidence: 0.9, resamples: 500, seed: 3 };
    expect(bcaInterval(data, mean, options)).toEqual(bcaInterval(data, mean, options));
  });
});

describe('the interval of an exponent', () => {
  it.each([
    ['7 sizes, 3 seeds', 7, 3],
    ['13 sizes, 1 seed', 13, 1],
  ])('holds the true one as often as it says: %s', (_, sizes, seeds) => {
    const noise = gaussians(11);
    const trials = 150;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const samples: Sample[] = Array.from({ length: sizes * seeds }, (_, index) => {
        const size = 16 * 1.7 ** (index % sizes);
        return { size, value: 5 * size ** 0.75 * Math.exp(0.1 * noise()) };
      });
      const [low, high] = exponentInterval(samples, 0.95, trial);
      if (low <= 0.75 && high >= 0.75) held++;
    }
    const error = Math.sqrt(0.95 * 0.05 * trials);
    expect(held).toBeGreaterThan(0.95 * trials - 3 * error);
    expect(held).toBeLessThan(0.95 * trials + 3 * error);
  });

  // Student's 97.5 % quantiles at 1, 3 and 19 degrees of freedom over the normal one, 1.959964.
  it.each([
    [3, 12.706205],
    [5, 3.182446],
    [21, 2.093024],
  ])("is that of the bootstrap, stretched to Student's quantile: %s samples", (count, student) => {
    const noise = gaussians(3);
    const samples = Array.from({ length: count }, (_, index) => {
      const size = 16 * 1.5 ** index;
      return { size, value: 5 * size * Math.exp(0.1 * noise()) };
    });
    const slopeOf = (drawn: readonly Sample[]): number =>
      new Set(drawn.map(({ size }) => size)).size === 1 ? Number.NaN : fitPowerLaw(drawn).slope;
    const [low, high] = bcaInterval(samples, slopeOf, { confidence: 0.95, resamples: 2000, seed: 1 });
    const { slope } = fitPowerLaw(samples);
    const stretched = exponentInterval(samples, 0.95);
    expect(high).toBeGreaterThan(slope);
    expect((stretched[0] - slope) / (low - slope)).toBeCloseTo(student / 1.959964, 5);
    expect((stretched[1] - slope) / (high - slope)).toBeCloseTo(student / 1.959964, 5);
  });

  it('needs three samples', () => {
    const two = [8, 16].map((size) => ({ size, value: size }));
    expect(() => exponentInterval(two, 0.95)).toThrow(RangeError);
  });

  it('sees local slopes that drift, and where to', () => {
    const samples = [32, 64, 128, 256, 512, 1024].map((size) => ({ size, value: size * (1 - 1 / Math.sqrt(size)) }));
    const drift = driftOf(samples);
    expect(drift?.last).toBeGreaterThan(1);
    expect(drift?.limit).toBeLessThan(drift?.last ?? 0);
    expect(drift?.limit).toBeCloseTo(1, 2);
  });

  it('sees no drift in a clean power law or in noise', () => {
    const noise = gaussians(5);
    const wobble = [1.02, 0.98, 1.03, 0.99, 1.02, 0.97];
    const noisy = [32, 64, 128, 256, 512, 1024].map((size, index) => ({
      size,
      value: size * (wobble[index] ?? 1) + 1e-9 * noise(),
    }));
    expect(driftOf(noisy)).toBeUndefined();
  });
});

/** Values at sizes that double, with these local slopes. */
function withSlopes(slopes: readonly number[]): { size: number; value: number }[] {
  const samples = [{ size: 1, value: 3 }];
  for (const [index, slope] of slopes.entries())
    samples.push({ size: 2 ** (index + 1), value: (samples.at(-1)?.value ?? 0) * 2 ** slope });
  return samples;
}

describe('the drift of local slopes', () => {
  const bySize = 1 / (Math.sqrt(2) - 1);
  it.each([
    ['goes on as one over the root of the size', [1, 0.9, 0.85, 0.825], 0.825 - 0.025 * bySize],
    ['goes on at the rate that is seen, where that is slower', [1, 0.9, 0.82, 0.756], 0.756 - 0.064 * 4],
    ['goes on for nineteen steps, where no fall is seen', [1, 0.9, 0.8, 0.7], 0.7 - 0.1 * 19],
    ['is that of the last four', [2, 1, 0.9, 0.85, 0.825], 0.825 - 0.025 * bySize],
  ])('%s', (_, slopes, limit) => {
    const drift = driftOf(withSlopes(slopes));
    expect(drift?.last).toBeCloseTo(slopes.at(-1) ?? 0, 9);
    expect(drift?.limit).toBeCloseTo(limit, 9);
  });

  it.each([
    ['of three slopes', [1, 0.9, 0.85]],
    ['of slopes that turn', [1, 0.9, 0.95, 0.85]],
    ['of slopes that stay', [1, 0.9, 0.9, 0.85]],
  ])('is none %s', (_, slopes) => expect(driftOf(withSlopes(slopes))).toBeUndefined());
});

it('errors move an exponent up and down, and tilt it', () => {
  const within = exponentsWithin([
    { size: 10, value: 100, error: 10 },
    { size: 1, value: 10, error: 1 },
  ]);
  const expected = [1, 1, Math.log10(110 / 9), Math.log10(90 / 11)];
  for (const [index, exponent] of expected.entries()) expect(within[index]).toBeCloseTo(exponent, 9);
  // A value below its error has no logarithm: that way is left out.
  const uncertain = exponentsWithin([
    { size: 1, value: 10, error: 11 },
    { size: 10, value: 100, error: 10 },
  ]);
  expect(uncertain).toHaveLength(2);
});
