import type { Measurement } from './measure.js';
import { fewestSizes, widest } from './measure.js';
import type { MeasurementMessage } from '../messages.js';
import type { Plan } from '../plan.js';
import type { Verdict } from '../result.js';

/** How far a measured exponent may lie from the predicted one and still agree. */
const tolerance = 0.05;
/** Largest over smallest size that a verdict needs, the same on both sides. */
export const leastRange = 8;

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: MeasurementMessage;
}

/** The judgement of a measurement that decides nothing. */
export const cannotTell = (reason: MeasurementMessage): Judgement => ({ verdict: 'cannot tell', reason });

/**
 * Compares the measured exponent with the predicted one. The interval holds slow corrections to scaling, and both verdicts rest on it.
 *
 * agrees: the prediction lies in the interval and within 0.05 of the estimate, the interval lies within 0.1 of the prediction, and the local
 * slopes do not drift away from it.
 * disagrees: the prediction lies outside the interval and more than 0.05 from the estimate, and the local slopes do not drift towards it.
 * cannot tell: everything else, also over less than a factor 8 of sizes past the crossover, with the reason and what would decide.
 */
export function judge(plan: Plan, measurement: Measurement): Judgement {
  const { measured, sizes, reached, seen, drift, remedies = [], atSizes } = measurement;
  const { variable } = plan.sweep;
  const { slope: predicted, exponent, pattern } = plan.predicted;
  if (sizes.length > 0 && !reached) {
    const shown = seen === undefined ? {} : { seen };
    return cannotTell({ code: 'crossover-not-reached', variable, ...shown, predicted: pattern });
  }
  if (!measured || sizes.length < fewestSizes) {
    return cannotTell({ code: 'too-few-sizes', variable, least: fewestSizes });
  }
  const [low, high] = measured.interval;
  const factor = (sizes.at(-1) ?? 1) / (sizes[0] ?? 1);
  const apart = Math.abs(measured.exponent - predicted);
  const inside = predicted >= low && predicted <= high;
  const reading = {
    exponent: measured.exponent,
    interval: measured.interval,
    predicted: exponent,
    ...(atSizes ? { atSizes } : {}),
  };
  if (factor < leastRange)
    return cannotTell({ code: 'range-too-short', variable, factor, least: leastRange, ...reading });
  const heading = drift && { ...drift, isNearer: Math.abs(drift.limit - predicted) < Math.abs(drift.last - predicted) };
  if (!inside) {
    if (apart <= tolerance) return cannotTell({ code: 'difference-unresolved', tolerance, ...reading });
    if (heading?.isNearer === true && Math.abs(heading.last - predicted) <= widest) {
      return cannotTell({ code: 'slopes-drift', last: heading.last, limit: heading.limit, ...reading });
    }
    return { verdict: 'disagrees', reason: { code: 'exponents-differ', variable, factor, ...reading } };
  }
  if (Math.max(high - predicted, predicted - low) > widest) {
    return cannotTell({ code: 'interval-too-wide', variable, widest, remedies, ...reading });
  }
  if (apart > tolerance) return cannotTell({ code: 'estimate-away', tolerance, ...reading });
  if (heading?.isNearer === false && Math.abs(heading.limit - predicted) > tolerance) {
    return cannotTell({ code: 'slopes-drift', last: heading.last, limit: heading.limit, ...reading });
  }
  return { verdict: 'agrees', reason: { code: 'exponents-agree', ...reading } };
}
