import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { MeasurementMessage } from '../messages.js';
import type { BridgeStep, ComparedSamples } from '../result.js';
import type { Judgement } from './verdict.js';

/** A step of the bridge before its reason is put into words. */
export type UnwordedStep = Omit<BridgeStep, 'reason' | 'verdict'> & Judgement;

/** What was measured at one size, beside the estimate there. */
export interface ComparedSize {
  readonly size: number;
  /** P*, with its interval over the data sets, and the standard deviation of its logarithm. */
  readonly measured: number;
  readonly interval: readonly [number, number];
  readonly noise: number;
  /** The number of data sets. */
  readonly seeds: number;
  /** P* of the chains from either start, where chains have not mixed: equilibrium lies between them. */
  readonly sides: readonly number[];
  /** P* by the estimate. */
  readonly estimate: number;
}

/** How the estimate's local exponents go on at larger sizes, beside the heuristic's exponent there. */
export interface EstimateLimit {
  /** Local slopes of log P* in the log size, from small to large sizes. */
  readonly slopes: readonly { readonly from: number; readonly to: number; readonly slope: number }[];
  /** The heuristic's exponent. */
  readonly heuristic: number;
  /** True where larger sizes are predicted to show another pattern. */
  readonly isBounded: boolean;
}

/** Exponents that far apart must be told from each other: an interval of that half width at most can agree. */
export const resolution = 0.15;
/** How far a measured exponent may lie from the estimate's, outside its interval, and still agree: it is nearer to it than to one that must be told from it. */
const tolerance = resolution / 2;
/** How far the estimate's exponent at large sizes may lie from the heuristic's. */
const limitTolerance = 0.05;
/** Between this factor and one over it the estimate's values must lie. */
export const largestFactor = 2;
/** Local slopes have converged when the last two differ by no more. */
const convergence = 0.02;
/** Intervals over data sets are not believed to be narrower, in logarithms. */
const leastNoise = 5e-3;

/**
 * The measured exponent against the estimate's at the same sizes: the slope of log(measured / estimate), by weighted least squares. Both have the same
 * corrections to scaling, so their interval needs none.
 *
 * The interval is widened by the scatter about the line where that is larger than the noise (Birge's ratio; Birge, Phys. Rev. 40 (1932) 207, published),
 * and by the slopes of the chains from either start.
 *
 * agrees: the interval lies within 0.15 of the estimate's exponent, and holds it or is centred within 0.075 of it. So an exponent 0.15 away agrees with a
 * probability below one half of (1 - confidence).
 * disagrees: the interval leaves the estimate's exponent out, by more than 0.075 from its centre.
 * cannot tell: anything else, with the factor by which the data sets would have to grow.
 * @param sizes at least three, in any order.
 */
export function exponentStep(sizes: readonly ComparedSize[], confidence: number): UnwordedStep {
  const ordered = [...sizes].sort((a, b) => a.size - b.size);
  const weights = pooledNoise(ordered).map((noise) => 1 / Math.max(noise, leastNoise) ** 2);
  const slopeOf = (values: readonly number[]): number => weightedSlope(ordered, values, weights).slope;
  const estimate = slopeOf(ordered.map((one) => one.estimate));
  const ratio = weightedSlope(
    ordered,
    ordered.map((one) => one.measured / one.estimate),
    weights,
  );
  const half = normalQuantile((1 + confidence) / 2, 0, 1) * ratio.deviation;
  const measured = estimate + ratio.slope;
  // Chains from each start have a slope of their own: the lower and the upper ends of all.
  const starts = Math.min(...ordered.map(({ sides }) => sides.length));
  const centres = [
    measured,
    ...Array.from({ length: starts }, (_, start) => slopeOf(ordered.map(({ sides }) => sides[start] as number))),
  ];
  const interval: [number, number] = [Math.min(...centres) - half, Math.max(...centres) + half];
  const values = { quantity: 'exponent', measured, interval, estimate } as const;
  const apart = Math.abs(measured - estimate);
  const isInside = estimate >= interval[0] && estimate <= interval[1];
  const farthest = Math.max(interval[1] - estimate, estimate - interval[0]);
  const step = { from: 'training', to: 'estimate', values } as const;
  if (!isInside && apart > tolerance) {
    return { ...step, verdict: 'disagrees', reason: { code: 'bridge-exponents-differ', ...values } };
  }
  if (farthest <= resolution) {
    return { ...step, verdict: 'agrees', reason: { code: 'bridge-exponents-agree', ...values, within: resolution } };
  }
  const spread = Math.max(...centres) - Math.min(...centres);
  // What is left for the data sets, when the difference stays as it is.
  const room = Math.max(resolution - Math.max(apart, spread), resolution / 4);
  const more = Math.max(2, Math.ceil((half / room) ** 2));
  return {
    ...step,
    verdict: 'cannot tell',
    reason: { code: 'bridge-exponents-unresolved', ...values, within: resolution, dataSets: more },
  };
}

/**
 * The estimate's values against the measured ones: measured over estimated P*, with the intervals over the data sets and what either start of the chains gives.
 *
 * agrees: all within a factor 2. disagrees: one lies beyond it with its whole interval. cannot tell: anything else.
 */
export function valuesStep(sizes: readonly ComparedSize[]): UnwordedStep {
  const compared = [...sizes]
    .sort((a, b) => a.size - b.size)
    .map(({ size, measured, interval, sides, estimate }): ComparedSamples => {
      const shift = sides.map((side) => side / measured);
      const [low, high] = [Math.min(1, ...shift) * interval[0], Math.max(1, ...shift) * interval[1]];
      return { size, measured, interval: [low, high], estimate, ratio: measured / estimate };
    });
  const values = { quantity: 'samples', sizes: compared } as const;
  const step = { from: 'training', to: 'estimate', values } as const;
  const ratios = compared.map(({ ratio }) => ratio);
  const range = { least: Math.min(...ratios), most: Math.max(...ratios), factor: largestFactor };
  const ends = compared.map(({ interval: [low, high], estimate }) => [low / estimate, high / estimate] as const);
  const isBeyond = ([low, high]: readonly [number, number]): boolean => low > largestFactor || high < 1 / largestFactor;
  if (ends.some(isBeyond)) return { ...step, verdict: 'disagrees', reason: { code: 'bridge-values-differ', ...range } };
  const isWithin = ([low, high]: readonly [number, number]): boolean =>
    high <= largestFactor && low >= 1 / largestFactor;
  if (ends.every(isWithin)) return { ...step, verdict: 'agrees', reason: { code: 'bridge-values-agree', ...range } };
  return { ...step, verdict: 'cannot tell', reason: { code: 'bridge-values-unresolved', ...range } };
}

/**
 * The limit of the estimate's local exponents against the heuristic's.
 *
 * agrees: the last two local slopes differ by 0.02 at most, and the last is within 0.05 of the heuristic's.
 * disagrees: they differ by 0.02 at most, the last is farther from the heuristic's, and they do not go on towards it.
 * cannot tell: anything else.
 */
export function limitStep({ slopes, heuristic, isBounded }: EstimateLimit): UnwordedStep {
  const [before, last] = slopes.slice(-2);
  const step = { from: 'estimate', to: 'heuristic' } as const;
  if (!before || !last) {
    const values = { quantity: 'exponent', heuristic } as const;
    return { ...step, values, verdict: 'cannot tell', reason: { code: 'bridge-limit-unknown', isBounded } };
  }
  const values = { quantity: 'exponent', estimate: last.slope, at: last.to, heuristic } as const;
  const change = last.slope - before.slope;
  const apart = Math.abs(last.slope - heuristic);
  const reading = { ...values, change };
  if (Math.abs(change) > convergence) {
    return { ...step, values, verdict: 'cannot tell', reason: { code: 'bridge-limit-drifts', ...reading, isBounded } };
  }
  if (apart <= limitTolerance) {
    return { ...step, values, verdict: 'agrees', reason: { code: 'bridge-limit-agrees', ...reading } };
  }
  // Slopes that still come nearer, by a tenth of what is missing or more, may arrive.
  const isComing = (heuristic - last.slope) * change > 0 && Math.abs(change) >= apart / 10;
  const reason: MeasurementMessage = isComing
    ? { code: 'bridge-limit-drifts', ...reading, isBounded }
    : { code: 'bridge-limit-differs', ...reading };
  return { ...step, values, verdict: isComing ? 'cannot tell' : 'disagrees', reason };
}

/** The spread between data sets at one size counts as much as so many data sets of the spread at all sizes. */
const shared = 10;

/**
 * The noise of each size, with its spread between data sets drawn towards that of all: from few data sets a spread is known badly, and weights that follow it would be too
 * sure of sizes where it came out small. Method: shrunken variances (Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, published); their weight: chosen.
 */
function pooledNoise(sizes: readonly ComparedSize[]): number[] {
  const spare = sizes.map(({ seeds }) => seeds - 1);
  const spreads = sizes.map(({ noise, seeds }) => noise ** 2 * seeds);
  const total = spare.reduce((sum, one) => sum + one, 0);
  const common = spreads.reduce((sum, one, index) => sum + one * (spare[index] ?? 0), 0) / total;
  return sizes.map(({ seeds }, index) => {
    const [own, free] = [spreads[index] ?? 0, spare[index] ?? 0];
    return Math.sqrt((own * free + common * shared) / (free + shared) / seeds);
  });
}

/** A line through log values at log sizes by weighted least squares: its slope, with a standard deviation that is no smaller than the scatter says. */
function weightedSlope(
  sizes: readonly ComparedSize[],
  values: readonly number[],
  weights: readonly number[],
): { readonly slope: number; readonly deviation: number } {
  const x = sizes.map(({ size }) => Math.log(size));
  const y = values.map(Math.log);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: readonly number[]): number =>
    of.reduce((sum, one, index) => sum + one * (weights[index] ?? 0), 0) / total;
  const [meanX, meanY] = [mean(x), mean(y)];
  const variance = total * mean(x.map((one) => (one - meanX) ** 2));
  const slope = (total * mean(x.map((one, index) => (one - meanX) * ((y[index] ?? 0) - meanY)))) / variance;
  const residual = total * mean(y.map((one, index) => (one - meanY - slope * ((x[index] ?? 0) - meanX)) ** 2));
  const birge = x.length > 2 ? Math.sqrt(residual / (x.length - 2)) : 1;
  return { slope, deviation: Math.max(1, birge) / Math.sqrt(variance) };
}
