import type { Sample, LocalSlope } from './fit.js';
import { averageBySize, fitPowerLaw, localSlopes } from './fit.js';
import type { CorrectionForm, Remedy } from './corrections.js';
import { limitingExponent } from './corrections.js';
import type { Drift } from './interval.js';
import { driftOf, exponentInterval, exponentsWithin } from './interval.js';
import type { Plan } from '../plan.js';
import type { Interval, Point, ValidationResult } from '../result.js';

/** What the points say of the exponent. */
export interface Measurement {
  readonly measured?: NonNullable<ValidationResult['measured']>;
  /** The slope of the fitted power law at these sizes, whatever corrections to scaling they have, with its bootstrap interval. */
  readonly atSizes?: SlopeAtSizes;
  /** The forms of corrections to scaling that the points leave possible. */
  readonly corrections?: readonly CorrectionForm[];
  /** What would make the interval narrow enough for a verdict. */
  readonly remedies?: readonly Remedy[];
  readonly prefactor?: Interval;
  /** The sizes that the fit used. */
  readonly sizes: readonly number[];
  readonly localSlopes: readonly LocalSlope[];
  readonly drift?: Drift;
  /** True when the predicted pattern was seen at the largest size. */
  readonly reached: boolean;
  /** The size from which on it was seen, when smaller sizes were measured too. */
  readonly crossover?: number;
  /** The pattern seen at the largest size. */
  readonly seen?: string;
}

/** A slope at the measured sizes. */
export interface SlopeAtSizes {
  readonly exponent: number;
  readonly interval: readonly [number, number];
}

interface Measured extends Sample {
  readonly error: number;
  readonly ratio: number;
  readonly seen?: string;
}

/** At least so many sizes are needed for an exponent with an interval. */
export const fewestSizes = 3;
/** The widest half interval that still tells exponents apart. */
export const widest = 0.1;

/**
 * Fits the exponent at large sizes to the points that lie past the crossover to the predicted pattern.
 *
 * The interval holds slow corrections to scaling, and the shift that the points' systematic errors could cause: neither is noise, and more
 * points do not average them out. Where the pattern is left at larger sizes there is no limit to go to, and the interval holds the slope of all
 * points and the last local one as well.
 * @param points by their index in the plan, in any order.
 */
export function measure(plan: Plan, points: ReadonlyMap<number, Point>): Measurement {
  const unordered = [...points].flatMap(([index, point]): Measured[] => {
    const planned = plan.points[index];
    const size = point.sizes[plan.sweep.variable];
    if (!planned || size === undefined) return [];
    const pattern = point.seen?.['pattern'];
    const seen = typeof pattern === 'string' ? { seen: pattern } : {};
    return [{ size, value: point.value, error: point.error, ratio: point.value / planned.predicted, ...seen }];
  });
  const all = unordered.sort((a, b) => a.size - b.size || a.value - b.value);
  const largest = Math.max(...all.map(({ size }) => size));
  const seen = all.find(({ size }) => size === largest)?.seen;
  const strange = all.filter((sample) => sample.seen !== undefined && !plan.predicted.seenAs.includes(sample.seen));
  const lastStrange = Math.max(0, ...strange.map(({ size }) => size));
  const past = all.filter(({ size }) => size > lastStrange);
  const reached = past.length > 0;
  const used = distinct(reached ? past : all);
  const sizes = averageBySize(used).map(({ size }) => size);
  const base = {
    sizes,
    reached,
    localSlopes: localSlopes(used),
    ...(seen === undefined ? {} : { seen }),
    ...(reached && strange.length > 0 ? { crossover: sizes[0] ?? largest } : {}),
  };
  if (sizes.length < fewestSizes) return base;
  const drift = driftOf(used);
  const { slope } = fitPowerLaw(averageBySize(used));
  const atSizes = { exponent: slope, interval: exponentInterval(used, plan.confidence) };
  const limit = limitingExponent(used, plan.confidence, widest);
  const { exponent, corrections, remedies } = limit;
  const bounds = [
    ...limit.interval,
    ...exponentsWithin(used).map((moved) => exponent + moved - slope),
    ...(plan.leftAbove === undefined ? [] : [...atSizes.interval, ...(drift ? [drift.last] : [])]),
  ];
  return {
    ...base,
    measured: { exponent, interval: [Math.min(...bounds), Math.max(...bounds)], confidence: plan.confidence },
    atSizes,
    corrections,
    // Larger sizes do not help where the pattern is left.
    remedies: remedies.filter(({ kind }) => kind !== 'range' || plan.leftAbove === undefined),
    prefactor: prefactorOf(used, sizes),
    ...(drift ? { drift } : {}),
  };
}

/** Measured over predicted, in the upper half of the sizes, where the corrections are smallest. */
function prefactorOf(samples: readonly Measured[], sizes: readonly number[]): Interval {
  const from = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const upper = samples.filter(({ size }) => size >= from);
  const logs = upper.map(({ ratio }) => Math.log(ratio));
  const ends = upper.flatMap(({ ratio, value, error }) => [ratio * (1 - error / value), ratio * (1 + error / value)]);
  return {
    value: Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length),
    interval: [Math.min(...ends), Math.max(...ends)],
  };
}

/** Leaves out repetitions: a deterministic engine gives the same value for each seed, which is no further evidence. */
function distinct(samples: readonly Measured[]): Measured[] {
  const kept: Measured[] = [];
  for (const sample of samples) {
    const isRepeated = kept.some(
      ({ size, value }) => size === sample.size && Math.abs(value / sample.value - 1) < 1e-7,
    );
    if (!isRepeated) kept.push(sample);
  }
  return kept;
}
