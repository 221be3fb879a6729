import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { bcaInterval } from './bootstrap.js';
import type { Sample } from './fit.js';
import { averageBySize, fitPowerLaw, localSlopes } from './fit.js';

const resamples = 2000;

/**
 * The bootstrap interval of a power law's exponent: BCa over the samples (sizes and seeds together), stretched from the
 * normal to Student's quantile, because a bootstrap of few samples is too narrow by about that.
 * @param samples in any order: the resamples are drawn from them in order of size and value.
 * @throws RangeError for fewer than three samples.
 */
export function exponentInterval(samples: readonly Sample[], confidence: number, seed = 1): [number, number] {
  const slope = (drawn: readonly Sample[]): number => {
    const first = drawn[0]?.size;
    return drawn.every(({ size }) => size === first) ? Number.NaN : fitPowerLaw(drawn).slope;
  };
  const ordered = [...samples].sort((a, b) => a.size - b.size || a.value - b.value);
  return stretchedInterval(ordered, slope, confidence, seed);
}

/**
 * The BCa interval of a statistic, stretched from the normal to Student's quantile of two degrees of freedom less than there are data.
 * @param data in an order that does not depend on how they came: the resamples are drawn by position.
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
  /**
   * What the last local slopes tend to: if the corrections fall as slowly as one over the root of the size, or if they go on to fall at
   * the rate that is seen (Aitken's extrapolation), whichever is farther.
   */
  readonly limit: number;
}

/** The slowest fall of corrections from one size to the next that is extrapolated. */
const slowest = 0.95;
/** How many local slopes in a row must move the same way before it is a drift and not noise. */
const inARow = 4;

/** The drift of the local slopes at the upper end, or undefined when they do not move steadily one way. */
export function driftOf(samples: readonly Sample[]): Drift | undefined {
  const slopes = localSlopes(samples).slice(-inARow);
  const steps = slopes.slice(1).map(({ slope }, index) => slope - (slopes[index]?.slope ?? slope));
  const [last, before, step] = [slopes.at(-1), steps.at(-2), steps.at(-1)];
  if (!last || before === undefined || step === undefined || slopes.length < inARow) return undefined;
  if (!steps.every((other) => other * step > 0)) return undefined;
  const ratio = Math.min(step / before, slowest);
  const further = Math.max(1 / (Math.sqrt(last.to / last.from) - 1), ratio / (1 - ratio));
  return { last: last.slope, limit: last.slope + step * further };
}

/**
 * The exponents of the values moved within their errors: all down, all up, and from down at the smallest size to up at the largest and the
 * other way. What systematic errors of that size, which need not have the same sign throughout, can do to the exponent.
 */
export function exponentsWithin(samples: readonly (Sample & { readonly error: number })[]): number[] {
  const logs = samples.map(({ size }) => Math.log(size));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const tilt = (size: number): number => (high > low ? (2 * (Math.log(size) - low)) / (high - low) - 1 : 0);
  const shifts: readonly ((size: number) => number)[] = [() => -1, () => 1, tilt, (size) => -tilt(size)];
  return shifts.flatMap((shift) => {
    const moved = averageBySize(
      samples
        .map(({ size, value, error }) => ({ size, value: value + shift(size) * error }))
        .filter(({ value }) => value > 0),
    );
    return moved.length < 2 ? [] : [fitPowerLaw(moved).slope];
  });
}
