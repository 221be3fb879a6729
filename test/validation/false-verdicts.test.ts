import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, Point } from '../../validation/index.js';
import { measure } from '../../validation/measure/measure.js';
import { gaussianSource } from '../../validation/network/random.js';
import { judge } from '../../validation/measure/verdict.js';
import { twoLayerAt } from './studies.js';

const values = [16, 32, 64, 128, 256, 512, 1024];

function planOver(slope: number, other: Partial<Plan> = {}): Plan {
  return {
    format: 2,
    study: 'S',
    level: 'rate',
    preset: 'quick',
    method: { kind: 'overlaps' },
    sweep: { variable: 'd', values },
    points: values.map((d) => ({ sizes: { d }, seed: 1, ...twoLayerAt(d), predicted: d ** slope })),
    predicted: { exponent: String(slope), slope, energy: 'd', pattern: 'specialization', seenAs: ['specialization'] },
    confidence: 0.95,
    notes: [],
    ...other,
  };
}

function pointsOf(value: (d: number) => number): Map<number, Point> {
  return new Map(
    values.map((d, index) => [
      index,
      { sizes: { d }, seed: 1, value: value(d), error: 1e-9, seen: { pattern: 'specialization' } },
    ]),
  );
}

/** How often each verdict falls on power laws. */
function verdicts(predicted: number, exponent: number, error: number, trials: number): Map<string, number> {
  const noise = gaussianSource(5);
  const counts = new Map<string, number>();
  for (let trial = 0; trial < trials; trial++) {
    const plan = planOver(predicted);
    const points = pointsOf((d) => 7 * d ** exponent * Math.exp(error * noise()));
    const { verdict } = judge(plan, measure(plan, points));
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return counts;
}

describe('verdicts on noisy power laws', () => {
  const trials = 60;

  it('are wrongly "disagrees" no more often than the interval misses, with errors of 0.2 % mostly "agrees"', () => {
    const counts = verdicts(0.75, 0.75, 0.002, trials);
    expect(counts.get('disagrees') ?? 0).toBeLessThan(0.05 * trials + 3 * Math.sqrt(0.05 * 0.95 * trials));
    expect(counts.get('agrees') ?? 0).toBeGreaterThan(trials / 2);
  });

  it('are "disagrees" when the exponent is another, and never "agrees"', () => {
    const counts = verdicts(0.75, 1, 0.01, trials);
    expect(counts.get('disagrees') ?? 0).toBeGreaterThan(trials / 2);
    expect(counts.get('agrees') ?? 0).toBe(0);
  });

  // By 8 % at each of seven sizes a power law and one with a logarithm cannot be told apart.
  it('are "cannot tell" where errors hide corrections', () => {
    expect(verdicts(0.75, 0.75, 0.08, trials).get('agrees') ?? 0).toBeLessThan(0.05 * trials);
  });
});

/** Verdicts on values without noise, over sizes from `from` on, each twice the one before. */
function verdictOn(value: (d: number) => number, predicted: number, from: number): string {
  const sizes = values.map((_, index) => from * 2 ** index);
  const points = sizes.map((d, index): [number, Point] => [
    index,
    { sizes: { d }, seed: 1, value: value(d), error: 1e-9, seen: { pattern: 'specialization' } },
  ]);
  const plan = planOver(predicted);
  const sweep = { variable: 'd', values: sizes };
  const planned = sizes.map((d) => ({ sizes: { d }, seed: 1, ...twoLayerAt(d), predicted: d }));
  return judge(plan, measure({ ...plan, sweep, points: planned }, new Map(points))).verdict;
}

describe('values with slow corrections', () => {
  it.each([32, 128, 512])('of 8 d (1 - 3/sqrt d), from d = %s on, agree with neither 1.05 nor 1.1', (from) => {
    const value = (d: number): number => 8 * d * (1 - 3 / Math.sqrt(d));
    expect(verdictOn(value, 1, from)).not.toBe('disagrees');
    for (const other of [1.05, 1.1, 0.9]) expect(verdictOn(value, other, from)).not.toBe('agrees');
  });

  it.each([
    [1, 16],
    [-1, 16],
    [1, 128],
    [-1, 128],
  ])('of (log d)^%s, from d = %s on, do not disagree with the right exponent', (power, from) => {
    expect(verdictOn((d) => d * Math.log(d) ** power, 1, from)).not.toBe('disagrees');
  });

  it('agree when they are as large as that of 8 d (1 - 3/sqrt d) from d = 512 on', () => {
    expect(verdictOn((d) => 8 * d * (1 - 3 / Math.sqrt(d)), 1, 512)).toBe('agrees');
  });
});

describe('the order of points', () => {
  it('changes nothing, neither in the plan nor in the run', () => {
    const noise = gaussianSource(7);
    const plan = planOver(1);
    const twice = [...plan.points, ...plan.points].map((planned, index) => ({
      planned: { ...planned, seed: index + 1 },
      point: {
        sizes: planned.sizes,
        seed: index + 1,
        value: 7 * (planned.sizes['d'] ?? 1) * Math.exp(0.05 * noise()),
        error: 1e-3,
        seen: { pattern: 'specialization' },
      },
    }));
    const found = (order: typeof twice): unknown =>
      measure(
        { ...plan, points: order.map(({ planned }) => planned) },
        new Map(order.map(({ point }, at) => [at, point])),
      );
    const expected = found(twice);
    fc.assert(
      fc.property(fc.shuffledSubarray(twice, { minLength: twice.length }), (order) => {
        expect(found(order)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});
