import type { Prediction, Study } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import type { Level, Plan, PlanOptions, UnwordedPlan } from '../plan.js';
import { planEstimate } from '../estimate/plan.js';
import { planDescent } from '../descent/plan.js';
import { planRate } from '../rate/plan.js';
import { inWords, type ValidationWording, type Worded } from '../wording.js';
import { resolveSweep } from './spacing.js';
import { planTraining } from '../training/plan/plan.js';

/** How each level of truth plans its measurement. A new level is a new entry. */
const levels: Partial<
  Record<Level, (study: Study, prediction: Prediction, options: PlanOptions) => Promise<UnwordedPlan>>
> = {
  estimate: planEstimate,
  rate: planRate,
  training: planTraining,
  descent: planDescent,
};

/**
 * Plans the measurement that a prediction is compared with: the same study gives the same plan.
 * @param options with the words of its notes.
 * @throws NotMeasurableError that says why the study cannot be measured and what can.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planFor(
  study: Study,
  prediction: Prediction,
  { words, ...options }: PlanOptions & Worded,
): Promise<Plan> {
  const level = options.level ?? 'rate';
  const planAt = levels[level];
  if (!planAt) throw new NotMeasurableError({ code: 'no-level', level, levels: Object.keys(levels) });
  const sweep = resolveSweep(options);
  const plan = await planAt(study, prediction, { ...options, ...(sweep && { sweep }) });
  return wordedPlan(plan, words);
}

/** The plan as it is kept: a plan is a file, so what it says is in words. */
function wordedPlan({ notes, bridge, ...plan }: UnwordedPlan, words: ValidationWording): Plan {
  const worded = { ...plan, notes: notes.map((note) => inWords(note, words)) };
  if (!bridge) return worded;
  const { refused, ...compared } = bridge;
  return { ...worded, bridge: { ...compared, ...(refused === undefined ? {} : { refused: inWords(refused, words) }) } };
}
