import { describe, expect, it } from 'vitest';
import type { Point } from '../../../validation/index.js';
import { hermite } from '../../../validation/network/hermite.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { analyse } from '../../../validation/training/analyse/analysis.js';
import { adjustedForDataSets } from '../../../validation/training/analyse/control-variate.js';
import { dataSet } from '../../../validation/training/sample/data-set.js';
import { chainsPoint, pointEvents } from '../../../validation/training/sample/events.js';
import { chainsMethod, chainsPlan, cubicPoint } from './studies.js';

const point = (value: number, targetSquare: number, other: Partial<Point> = {}): Point => ({
  sizes: { d: 8 },
  seed: 1,
  value,
  error: 0.01,
  seen: { targetSquare, prior: value - 0.1, informed: value + 0.1 },
  ...other,
});

describe('the luck of data sets', () => {
  it('is taken off: alignments that differ by it alone become equal, from either start too', () => {
    const luck = [-0.5, -0.2, 0, 0.1, 0.3, 0.9, -0.4, 0.7];
    const measured = ['few', 'many'].flatMap((group, index) =>
      luck.map((one) => ({ group, point: point(0.3 + 0.2 * index + 0.25 * one, 1 + one) })),
    );
    const { measured: found, control } = adjustedForDataSets(measured);
    expect(control?.slope).toBeCloseTo(0.25, 12);
    expect(control?.explained).toBeCloseTo(1, 12);
    for (const { group, point: moved } of found) {
      const truth = group === 'few' ? 0.3 : 0.5;
      expect(moved.value).toBeCloseTo(truth, 12);
      expect(moved.seen?.['prior']).toBeCloseTo(truth - 0.1, 12);
      expect(moved.seen?.['informed']).toBeCloseTo(truth + 0.1, 12);
    }
  });

  it('stays where it is not known, and where data sets are few', () => {
    const few = Array.from({ length: 6 }, (_, index) => ({ group: 'one', point: point(0.1 * index, 1 + index) }));
    expect(adjustedForDataSets(few)).toEqual({ measured: few });
    const many = Array.from({ length: 30 }, (_, index) => ({
      group: 'one',
      point: point(0.1 * index, 1, { seen: {} }),
    }));
    expect(adjustedForDataSets(many)).toEqual({ measured: many });
  });

  it('is the mean of y^2 over the samples that the chains see', () => {
    const planned = cubicPoint(4, 3, 2);
    const draws = [Array<number>(100).fill(0.5), Array<number>(100).fill(0.5)];
    const records = { starts: ['prior', 'informed'] as const, draws, temperatures: draws };
    const [first] = pointEvents(0, chainsPoint(planned, chainsMethod(), records), { done: 1, of: 1 });
    const { x } = dataSet(planned, 'samples', 3);
    const squares = [0, 1, 2].map((sample) => hermite(3, x[4 * sample] ?? NaN) ** 2);
    const mean = squares.reduce((sum, one) => sum + one, 0) / 3;
    expect(first?.event === 'point' ? first.point.seen?.['targetSquare'] : undefined).toBeCloseTo(mean, 10);
  });
});

/** Studies whose data sets have P* = 40 d e^(noise), less a share of what their mean of y^2, of heavy tails, is above 1. */
describe('the interval with it', () => {
  const sizes = [8, 16, 32];
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

  /** Points of one such study, with the mean of y^2 in them or not. */
  function study(run: number, isKnown: boolean): ReturnType<typeof analyse> {
    const normal = gaussianSource(1000 + run);
    const planned = sizes.flatMap((d) =>
      seeds.flatMap((seed) => [24, 44, 80].map((times) => cubicPoint(d, times * d, 100 * run + seed))),
    );
    const own = new Map<string, number>();
    const points = new Map(
      planned.map(({ sizes: given, seed, sampling }, index): [number, Point] => {
        const { d = 1 } = given;
        const key = `${d} ${seed}`;
        if (!own.has(key)) own.set(key, 0.3 * normal());
        let square = 0;
        for (let sample = 0; sample < sampling.samples; sample++) square += hermite(3, normal()) ** 2;
        const targetSquare = square / sampling.samples;
        const pStar = 40 * d * Math.exp((own.get(key) ?? 0) - 0.8 * (targetSquare - 1));
        const value = sampling.samples / (sampling.samples + pStar);
        const seen = { mixed: 'yes', diverged: 0, ...(isKnown ? { targetSquare } : {}) };
        return [index, { sizes: given, seed, value, error: 0.01, seen }];
      }),
    );
    return analyse(chainsPlan(planned), chainsMethod(), points);
  }

  it('holds the truth about as often as it says, and is narrower than without', () => {
    const runs = 40;
    let held = 0;
    let narrower = 0;
    for (let run = 0; run < runs; run++) {
      const [low = 2, high = 0] = study(run, true).measured?.interval ?? [];
      const [from = 0, to = 0] = study(run, false).measured?.interval ?? [];
      if (low <= 1 && high >= 1) held++;
      if (high - low < to - from) narrower++;
    }
    // 95 % of 40 is 38 +- 1.4; a bootstrap may miss a little more often.
    expect(held).toBeGreaterThanOrEqual(33);
    expect(narrower).toBeGreaterThan(0.7 * runs);
  }, 120_000);
});
