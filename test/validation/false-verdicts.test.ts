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

/** How often each verdict falls on power laws with an error of 8 % a point. */
function verdicts(predicted: number, exponent: number, trials: number): Map<string, number> {
  const noise = gaussianSource(5);
  const counts = new Map<string, number>();
  for (let trial = 0; trial < trials; trial++) {
    const plan = planOver(predicted);
    const points = pointsOf((d) => 7 * d ** exponent * Math.exp(0.08 * noise()));
    const { verdict } = judge(plan, measure(plan, points));
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return counts;
}

describe('verdicts on noisy power laws', () => {
  const trials = 200;

  it('are wrongly "disagrees" no more often than the interval misses', () => {
    const counts = verdicts(0.75, 0.75, trials);
    expect(counts.get('disagrees') ?? 0).toBeLessThan(0.05 * trials + 3 * Math.sqrt(0.05 * 0.95 * trials));
    expect(counts.get('agrees') ?? 0).toBeGreaterThan(trials / 2);
  });

  it('are "disagrees" when the exponent is another, and never "agrees"', () => {
    const counts = verdicts(0.75, 1, trials);
    expect(counts.get('disagrees') ?? 0).toBeGreaterThan(trials / 2);
    expect(counts.get('agrees') ?? 0).toBe(0);
  });
});

describe('slopes that drift', () => {
  // Local slopes fall steadily towards the size where the pattern is left.
  const points = pointsOf((d) => (9 * d) / (1 + d / 8000));

  it('are extrapolated, but not beyond a size above which another pattern is lowest', () => {
    const open = measure(planOver(1), points);
    const ending = measure(planOver(1, { leftAbove: 2048 }), points);
    expect(open.drift?.limit).toBeLessThan(open.drift?.last ?? 0);
    expect(open.measured?.interval[0]).toBeCloseTo(open.drift?.limit ?? Number.NaN, 6);
    expect(ending.measured?.interval[0]).toBeGreaterThan(open.drift?.limit ?? Number.NaN);
    expect(ending.measured?.interval[0]).toBeLessThanOrEqual(ending.drift?.last ?? 0);
  });
});
