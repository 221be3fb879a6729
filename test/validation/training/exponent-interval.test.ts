import { describe, expect, it } from 'vitest';
import { bcaInterval } from '../../../validation/measure/bootstrap.js';
import type { SlopeAtSizes } from '../../../validation/measure/measure.js';
import { fitPowerLaw } from '../../../validation/measure/fit.js';
import type { Point } from '../../../validation/index.js';
import { trainingFindings } from '../../../validation/training/analyse/report.js';
import type { Findings } from '../../../validation/training/analyse/report.js';
import { chainsMethod, chainsPlan, cubicPoint } from './studies.js';

const sizes = [16, 32, 64, 128];
/** Logarithms of the data sets' own P* over that of their mean, in units of `spread`. */
const dataSets = [-1.47, -0.56, 0.61, 1.42];
/** -1 at the two smaller sizes, 1 at the larger ones: by least squares its slope against log2 d is (1.5 + 0.5 + 0.5 + 1.5) / 5. */
const side = (d: number): number => (d < 50 ? -1 : 1);
const slopeOfSide = 0.8 / Math.LN2;

interface Curves {
  /** Of P* between data sets, in logarithms. */
  readonly spread?: number;
  /** How far the prior's P* lies above that of all chains at the larger sizes, and below at the smaller ones, in logarithms. */
  readonly apart?: number;
  readonly mixed?: 'yes' | 'no';
  /** How many of the data sets there are. */
  readonly seeds?: number;
  /** What replaces a point. */
  readonly change?: (point: Point, factor: number) => Point;
}

/** Findings on curves whose alignment is linear in log P, 1/2 at the P* of their data set, 20 d on average: exponents and crossings are exact. */
function findingsOn({ spread = 0, apart = 0, mixed = 'yes', seeds = 4, change = (point) => point }: Curves): Findings {
  const planned = sizes.flatMap((d) =>
    [1 / 4, 1 / 2, 2, 4].flatMap((factor) =>
      dataSets.slice(0, seeds).map((own, index) => ({ own, factor, point: cubicPoint(d, factor * 20 * d, index + 1) })),
    ),
  );
  const points = planned.map(({ own, factor, point }, index): [number, Point] => {
    const d = point.sizes['d'] ?? 1;
    const value = 0.5 + (Math.log(factor) - spread * own) / 4;
    // P* moves by a factor exp(4 a) when the alignment falls by a.
    const fall = (apart * side(d)) / 4;
    const seen = { mixed, diverged: 0, prior: value - fall, informed: value + fall, rHat: mixed === 'yes' ? 1 : 1.3 };
    return [index, change({ sizes: point.sizes, seed: point.seed, value, error: 0.01, seen }, factor)];
  });
  return trainingFindings(chainsPlan(planned.map(({ point }) => point)), chainsMethod(), new Map(points));
}

/** The slope of P* at these sizes, with its interval. */
const atSizesOf = ({ diagnostics }: Findings): SlopeAtSizes => diagnostics['atSizes'] as SlopeAtSizes;

describe('the interval of the slope of P* at the measured sizes', () => {
  const spread = 0.03;

  it("is the bootstrap's over all curves, stretched to Student's quantile of their number less two", () => {
    const curves = sizes.flatMap((size) => dataSets.map((own) => ({ size, log: Math.log(20 * size) + spread * own })));
    const exponentOf = (drawn: typeof curves): number => {
      const present = sizes.filter((size) => drawn.some((one) => one.size === size));
      if (present.length < 2) return Number.NaN;
      const crossings = present.map((size) => {
        const logs = drawn.filter((one) => one.size === size).map(({ log }) => log);
        return { size, value: Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length) };
      });
      return fitPowerLaw(crossings).slope;
    };
    const [low, high] = bcaInterval(curves, (drawn) => exponentOf([...drawn]), {
      confidence: 0.95,
      resamples: 2000,
      seed: 1,
    });
    // 16 curves: Student's 97.5 % quantile at 14 degrees of freedom is 2.144787, the normal one 1.959964.
    const stretch = 2.144787 / 1.959964;
    const { exponent, interval } = atSizesOf(findingsOn({ spread }));
    expect(exponent).toBeCloseTo(1, 9);
    expect(interval[0]).toBeCloseTo(1 - stretch * (1 - low), 4);
    expect(interval[1]).toBeCloseTo(1 + stretch * (high - 1), 4);
  });

  it('holds the exponents of both starts where chains have not mixed', () => {
    // P* from either start is within what the data sets differ by at every size, but both exponents lie outside the bootstrap's interval.
    const apart = 0.9 * spread;
    const findings = findingsOn({ spread, apart, mixed: 'no' });
    const { reason } = findings;
    expect(atSizesOf(findings).interval[0]).toBeCloseTo(1 - apart * slopeOfSide, 6);
    expect(atSizesOf(findings).interval[1]).toBeCloseTo(1 + apart * slopeOfSide, 6);
    expect(reason).toMatchObject({
      code: 'equilibrium-between-sides',
      judgement: { code: 'interval-too-wide' },
      slow: { rHat: 1.3, points: 32 },
    });
    const [prior, informed] = 'prior' in reason ? [reason.prior, reason.informed] : [];
    expect(prior).toBeCloseTo(1 + apart * slopeOfSide, 6);
    expect(informed).toBeCloseTo(1 - apart * slopeOfSide, 6);
  });

  it('is no wider where they have', () => {
    const apart = 0.9 * spread;
    expect(atSizesOf(findingsOn({ spread, apart }))).toEqual(atSizesOf(findingsOn({ spread })));
  });
});

describe('the interval of the exponent of P*', () => {
  it('is wider than that of the slope at the measured sizes, as it holds slow corrections', () => {
    const findings = findingsOn({ spread: 0.03 });
    const [low = 2, high = 0] = findings.measured?.interval ?? [];
    expect(low).toBeLessThan(atSizesOf(findings).interval[0] - 0.1);
    expect(high).toBeGreaterThan(atSizesOf(findings).interval[1] + 0.1);
  });

  it('is wider with fewer data sets, of which the spread is known less well', () => {
    const width = (seeds: number): number => {
      const { measured } = findingsOn({ spread: 0.3, change: (point) => point, seeds });
      return measured ? measured.interval[1] - measured.interval[0] : Number.NaN;
    };
    expect(width(2)).toBeGreaterThan(width(4));
  });
});

describe('a point of which a chain diverged', () => {
  /** One of the four data sets at half of the largest size's P* is said to be learned. */
  const learnedAt = (diverged: number) =>
    findingsOn({
      change: (point, factor) =>
        point.sizes['d'] === 128 && point.seed === 1 && factor === 1 / 2
          ? { ...point, value: 0.9, seen: { ...point.seen, diverged } }
          : point,
    });

  it('is left out of the fit that it would have moved', () => {
    // By hand: it lifts the mean from 0.327 to 0.470, so that P*(128) falls by a factor exp(-0.488) and the exponent by 0.21.
    expect(atSizesOf(learnedAt(0)).exponent).toBeCloseTo(0.789, 2);
    expect(atSizesOf(learnedAt(1)).exponent).toBeCloseTo(1, 9);
    expect(learnedAt(1).measured?.exponent).toBeCloseTo(1, 9);
    expect(learnedAt(1)).toMatchObject({ verdict: 'cannot tell', reason: { code: 'chains-diverged', points: 1 } });
    expect(learnedAt(1).diagnostics['diverged']).toBe(1);
  });
});
