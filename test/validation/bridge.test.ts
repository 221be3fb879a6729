import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentStep, limitStep, valuesStep, type ComparedSize } from '../../validation/measure/bridge.js';

const sizes = [8, 16, 32, 64];

/** Values that grow as size^slope beside an estimate that grows as size^0.7, 1.3 times as large at 8. */
function compared(slope: number, given: Partial<ComparedSize> = {}, ratio = 1.3): ComparedSize[] {
  return sizes.map((size) => {
    const estimate = 20 * size ** 0.7;
    const measured = ratio * 20 * 8 ** 0.7 * (size / 8) ** slope;
    const noise = given.noise ?? 0.05;
    const interval: [number, number] = [measured * Math.exp(-2 * noise), measured * Math.exp(2 * noise)];
    return { size, measured, interval, noise, seeds: 20, sides: [], estimate, ...given };
  });
}

describe('the exponents at the measured sizes', () => {
  it.each([
    ['as the estimate has it', compared(0.7), 'agrees'],
    ['0.15 above it', compared(0.85), 'disagrees'],
    ['0.15 below it', compared(0.55), 'disagrees'],
    ['within the tolerance, outside the interval', compared(0.74, { noise: 0.01 }), 'agrees'],
    ['as the estimate has it, too noisy to resolve 0.15', compared(0.7, { noise: 0.3 }), 'cannot tell'],
    ['0.15 above it, too noisy to resolve', compared(0.85, { noise: 0.3 }), 'cannot tell'],
  ])('%s', (_, values, verdict) => {
    expect(exponentStep(values, 0.95).verdict).toBe(verdict);
  });

  it('is read off the ratio to the estimate: a curved estimate costs nothing', () => {
    const curved = sizes.map((size) => 20 * size ** 0.7 * (1 + 3 / size));
    const values = compared(0.7).map((one, index) => ({
      ...one,
      measured: curved[index] ?? 0,
      estimate: curved[index] ?? 0,
    }));
    const { values: read } = exponentStep(values, 0.95);
    expect(read).toMatchObject({ quantity: 'exponent' });
    if (read.quantity !== 'exponent') return;
    expect(read.measured).toBeCloseTo(read.estimate ?? 0, 12);
    // Four sizes, 0.05 each: 1.96 * 0.05 / sqrt(5 (ln 2)^2), as the logarithms lie -1.5, -0.5, 0.5, 1.5 times ln 2 from their mean.
    const half = (1.96 * 0.05) / Math.sqrt(5 * Math.log(2) ** 2);
    expect((read.interval?.[1] ?? 0) - (read.measured ?? 0)).toBeCloseTo(half, 4);
  });

  it('is held between chains from both starts', () => {
    const sides = (size: number): number[] => [26 * size ** 0.7, 26 * size ** 0.85];
    const values = compared(0.78, { noise: 0.005 }).map((one) => ({ ...one, sides: sides(one.size) }));
    const { values: read, verdict } = exponentStep(values, 0.95);
    if (read.quantity !== 'exponent') throw new Error('no exponent');
    expect(read.interval?.[0]).toBeLessThan(0.7);
    expect(read.interval?.[1]).toBeGreaterThan(0.85);
    expect(verdict).toBe('cannot tell');
  });

  it('does not depend on the order of the sizes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (shifts, order) => {
          const values = compared(0.75).map((one, index) => ({
            ...one,
            measured: one.measured * Math.exp(shifts[index] ?? 0),
          }));
          const shuffled = order.flatMap((index) => values[index] ?? []);
          expect(exponentStep(shuffled, 0.95)).toEqual(exponentStep(values, 0.95));
          expect(valuesStep(shuffled)).toEqual(valuesStep(values));
        },
      ),
    );
  });

  it('says how many more data sets would decide', () => {
    const { reason } = exponentStep(compared(0.7, { noise: 0.3 }), 0.95);
    expect(reason).toMatchObject({ code: 'bridge-exponents-unresolved', within: 0.15 });
    // Half the interval is 1.96 * 0.3 / 1.55 = 0.38, 2.53 times as wide as what is to be resolved.
    expect(reason).toMatchObject({
      dataSets: Math.ceil(((1.95996 * 0.3) / Math.sqrt(5 * Math.log(2) ** 2) / 0.15) ** 2),
    });
  });
});

describe('the values at the measured sizes', () => {
  it.each([
    ['1.3 times the estimate', compared(0.7), 'agrees'],
    ['3 times the estimate', compared(0.7, {}, 3), 'disagrees'],
    ['a third of the estimate', compared(0.7, {}, 1 / 3), 'disagrees'],
    ['about twice the estimate', compared(0.7, { noise: 0.2 }, 1.9), 'cannot tell'],
    ['beyond a factor 2 at the largest size alone', compared(0.7 + Math.log(2) / Math.log(8), {}, 1.3), 'disagrees'],
  ])('%s', (_, values, verdict) => {
    expect(valuesStep(values).verdict).toBe(verdict);
  });

  it('hold what chains from either start give', () => {
    const values = compared(0.7).map((one) => ({ ...one, sides: [one.measured / 3, one.measured] }));
    expect(valuesStep(values).verdict).toBe('cannot tell');
  });
});

describe('the limit of the exponents of the estimate', () => {
  const limit = (...slopes: readonly number[]): Parameters<typeof limitStep>[0] => ({
    slopes: slopes.map((slope, index) => ({ from: 10 ** index, to: 10 ** (index + 1), slope })),
    heuristic: 1,
    isBounded: false,
  });

  it.each([
    ['arrives', limit(0.7, 0.9, 0.97, 0.985), 'agrees'],
    ['arrives at another', limit(0.7, 0.79, 0.8, 0.801), 'disagrees'],
    ['goes on away from it', limit(0.95, 0.93, 0.92), 'disagrees'],
    ['still drifts', limit(0.7, 0.8, 0.9), 'cannot tell'],
    ['still comes nearer, slowly', limit(0.9, 0.92, 0.935), 'cannot tell'],
    ['is not known', limit(1), 'cannot tell'],
  ])('%s', (_, slopes, verdict) => {
    expect(limitStep(slopes).verdict).toBe(verdict);
  });

  it('has, with a logarithm, a slope that has converged at a million', () => {
    // P = d (log d)^(1/3): the local slopes are 1 + 1/(3 log d).
    const value = (d: number): number => d * Math.log(d) ** (1 / 3);
    const slopes = [1e2, 1e3, 1e4, 1e5].map((from) => Math.log10(value(10 * from) / value(from)));
    expect(limitStep(limit(...slopes)).verdict).toBe('agrees');
  });
});

it('a size with few data sets whose spread came out small does not decide alone', () => {
  const lucky = (seeds: number): number => {
    const values = compared(0.7).map((one, index) => ({
      ...one,
      seeds: 20,
      ...(index === 3 ? { noise: 0.01, seeds } : {}),
    }));
    const { values: read } = exponentStep(values, 0.95);
    return read.quantity === 'exponent' ? (read.interval?.[1] ?? 0) - (read.interval?.[0] ?? 0) : 0;
  };
  expect(lucky(4)).toBeGreaterThan(1.1 * lucky(400));
});
