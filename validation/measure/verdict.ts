import type { Measurement } from './measure.js';
import { fewestSizes } from './measure.js';
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
  readonly reason: string;
}

/**
 * Holds the measured exponent against the predicted one.
 *
 * agrees: the prediction lies in the interval and within 0.05 of the estimate, over a factor 4 of sizes past the crossover.
 * disagrees: it lies outside the interval and more than 0.05 away, over a factor 8, and the local slopes do not drift towards it.
 * cannot tell: everything else, with the reason.
 */
export function judge(plan: Plan, measurement: Measurement): Judgement {
  const cannotTell = (reason: string): Judgement => ({ verdict: 'cannot tell', reason });
  const { measured, sizes, reached, seen, drift } = measurement;
  const { variable } = plan.sweep;
  const { slope: predicted, exponent, pattern } = plan.predicted;
  if (sizes.length > 0 && !reached) {
    return cannotTell(
      `The sweep does not reach past the crossover: at the largest ${variable} the lowest state shows ${seen ?? 'another pattern'}, where ${pattern} is predicted.`,
    );
  }
  if (!measured || sizes.length < fewestSizes) {
    return cannotTell(
      `Too few points: an exponent needs at least ${fewestSizes} values of ${variable} past the crossover.`,
    );
  }
  const [low, high] = measured.interval;
  const range = (sizes.at(-1) ?? 1) / (sizes[0] ?? 1);
  const apart = Math.abs(measured.exponent - predicted);
  const inside = predicted >= low && predicted <= high;
  const numbers = `${measured.exponent.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}] against ${exponent} predicted`;
  if (range < rangeToAgree)
    return cannotTell(`Range too short: ${variable} grows by a factor ${range.toPrecision(2)} only; ${numbers}.`);
  if (high - low > 2 * widest) return cannotTell(`The interval is too wide to tell: ${numbers}.`);
  if (inside && apart <= tolerance) return { verdict: 'agrees', reason: `The exponents agree: ${numbers}.` };
  if (inside)
    return cannotTell(
      `The interval holds the prediction, but the estimate is more than ${tolerance} away: ${numbers}.`,
    );
  if (apart <= tolerance) {
    return cannotTell(`The exponents differ by less than ${tolerance}, which this range cannot resolve: ${numbers}.`);
  }
  const towards = drift !== undefined && Math.abs(drift.limit - predicted) < Math.abs(drift.last - predicted);
  if (towards && Math.abs(drift.last - predicted) <= 2 * tolerance) {
    return cannotTell(
      `The local slopes still drift towards the prediction (${drift.last.toFixed(3)} at the largest sizes): ${numbers}.`,
    );
  }
  if (range < rangeToDisagree) {
    return cannotTell(
      `The exponents differ, but ${variable} grows by a factor ${range.toPrecision(2)} only: ${numbers}.`,
    );
  }
  return {
    verdict: 'disagrees',
    reason: `The exponents differ: ${numbers}, over a factor ${Math.round(range)} in ${variable}.`,
  };
}
