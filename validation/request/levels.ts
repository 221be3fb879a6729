import type { Prediction, Study } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import type { Level, Plan, PlanOptions } from '../plan.js';
import { planRate } from '../rate/plan.js';
import { askedSweep } from './spacing.js';
import { planTraining } from '../training/plan/plan.js';

/** How each level of truth plans its measurement. A new level is a new entry. */
const levels: Partial<Record<Level, (study: Study, prediction: Prediction, options: PlanOptions) => Promise<Plan>>> = {
  rate: planRate,
  training: planTraining,
};

/**
 * Plans the measurement that holds a prediction against the truth: the same study gives the same plan.
 * @throws NotMeasurableError with a sentence that says why the study cannot be measured and what can.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planFor(study: Study, prediction: Prediction, options: PlanOptions = {}): Promise<Plan> {
  const level = options.level ?? 'rate';
  const plan = levels[level];
  if (!plan) {
    throw new NotMeasurableError(`The ${level} level is not there yet; use one of: ${Object.keys(levels).join(', ')}.`);
  }
  const sweep = askedSweep(options);
  return plan(study, prediction, { ...options, ...(sweep && { sweep }) });
}
