import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { bcaInterval } from './bootstrap.js';
import type { Sample } from './fit.js';
import { averageBySize, fitPowerLaw, localSlopes } from './fit.js';

const resamples = 2000;

/**
 * The bootstrap interval of a power law's exponent: BCa over the samples (sizes and seeds together), stretched from the
 * normal to Student's quantile, because a bootstrap of few samples is too narrow by about that.
 * @throws RangeError for fewer than three samples.
 */
export function exponentInterval(samples: readonly Sample[], confidence: number, seed = 1): [number, number] {
  const slope = (drawn: readonly Sample[]): number => {
    const first = drawn[0]?.size;
    return drawn.every(({ size }) => size === first) ? Number.NaN : fitPowerLaw(drawn).slope;
  };
  return stretchedInterval(samples, slope, confidence, seed);
}

/**
 * The BCa interval of a statistic, stretched from the normal to Student's quantile of two degrees of freedom less than there are data.
 * @param statistic may be NaN for a resample on which it is not defined.
 * @throws RangeError for fewer than three data.
 */
export function stretchedInterval<T>(
  data: readonly T[],
  statistic: (sample: readonly T[]) => number,
  confidence: number,
  seed = 1,
): [number, number] {
  if (data.length < 3) throw new RangeError('an interval needs at least three samples');
  const estimate = statistic(data);
  const [low, high] = bcaInterval(data, statistic, { confidence, resamples, seed });
  const tail = (1 + confidence) / 2;
  const stretch = studentQuantile(tail, data.length - 2) / normalQuantile(tail, 0, 1);
  return [
    estimate + stretch * (Math.min(low, estimate) - estimate),
    estimate + stretch * (Math.max(high, estimate) - estimate),
  ];
}

/** Where the local slopes are heading. */
export interface Drift {
  readonly last: number;
  /** What the last local slopes tend to, if the corrections fall as slowly as one over the root of the size. */
  readonly limit: number;
}

/** How many local slopes in a row must move the same way before it is a drift and not noise. */
const inARow = 4;

/** The drift of the local slopes at the upper end, or undefined when they do not move steadily one way. */
export function driftOf(samples: readonly Sample[]): Drift | undefined {
  const slopes = localSlopes(samples).slice(-inARow);
  const steps = slopes.slice(1).map(({ slope }, index) => slope - (slopes[index]?.slope ?? slope));
  const [last, step] = [slopes.at(-1), steps.at(-1)];
  if (!last || step === undefined || slopes.length < inARow) return undefined;
  if (!steps.every((other) => other * step > 0)) return undefined;
  return { last: last.slope, limit: last.slope + step / (Math.sqrt(last.to / last.from) - 1) };
}

/** The exponents of the values moved down and up by their whole error: what a systematic error of that size does to the exponent. */
export function exponentsWithin(samples: readonly (Sample & { readonly error: number })[]): number[] {
  return [-1, 1].flatMap((sign) => {
    const moved = averageBySize(
      samples.map(({ size, value, error }) => ({ size, value: value + sign * error })).filter(({ value }) => value > 0),
    );
    return moved.length < 2 ? [] : [fitPowerLaw(moved).slope];
  });
}
