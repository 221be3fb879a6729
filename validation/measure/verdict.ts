import type { Measurement } from './measure.js';
import { fewestSizes } from './measure.js';
import type { MeasurementMessage } from '../messages.js';
import type { Plan } from '../plan.js';
import type { Verdict } from '../result.js';

/** How far a measured exponent may lie from the predicted one and still agree. */
const tolerance = 0.05;
/** The widest half interval that still tells exponents apart. */
const widest = 0.1;
/** Largest over smallest size that an agreement needs, and that a disagreement needs. */
const rangeToAgree = 4;
const rangeToDisagree = 8;

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: MeasurementMessage;
}

/** The judgement of a measurement that decides nothing. */
export const cannotTell = (reason: MeasurementMessage): Judgement => ({ verdict: 'cannot tell', reason });

/**
 * Compares the measured exponent with the predicted one.
 *
 * agrees: the prediction lies in the interval and within 0.05 of the estimate, over a factor 4 of sizes past the crossover.
 * disagrees: it lies outside the interval and more than 0.05 away, over a factor 8, and the local slopes do not drift towards it.
 * cannot tell: everything else, with the reason.
 */
export function judge(plan: Plan, measurement: Measurement): Judgement {
  const { measured, sizes, reached, seen, drift } = measurement;
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
  const reading = { exponent: measured.exponent, interval: measured.interval, predicted: exponent };
  if (factor < rangeToAgree) return cannotTell({ code: 'range-too-short', variable, factor, ...reading });
  if (high - low > 2 * widest) return cannotTell({ code: 'interval-too-wide', ...reading });
  if (inside && apart <= tolerance) return { verdict: 'agrees', reason: { code: 'exponents-agree', ...reading } };
  if (inside) return cannotTell({ code: 'estimate-away', tolerance, ...reading });
  if (apart <= tolerance) return cannotTell({ code: 'difference-unresolved', tolerance, ...reading });
  const towards = drift !== undefined && Math.abs(drift.limit - predicted) < Math.abs(drift.last - predicted);
  if (towards && Math.abs(drift.last - predicted) <= 2 * tolerance) {
    return cannotTell({ code: 'slopes-drift', last: drift.last, ...reading });
  }
  if (factor < rangeToDisagree) {
    return cannotTell({ code: 'difference-over-short-range', variable, factor, ...reading });
  }
  return { verdict: 'disagrees', reason: { code: 'exponents-differ', variable, factor, ...reading } };
}
