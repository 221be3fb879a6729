import type { Pattern, Prediction, Study } from '../../theory/index.js';
import { predict } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import type { MeasurementMessages } from '../messages.js';
import type { PlanOptions, Sweep, UnwordedPlan } from '../plan.js';
import { numericAt, predictedBy } from '../plan.js';
import { chooseDrawnRange, type DrawnChoice } from '../drawn/range.js';
import { rateModel } from './measurable.js';
import type { RateModel } from './model.js';
import { freeSizes } from './model.js';
import type { SweepChoice } from './range.js';
import { chooseRange, exists, patternsSeenAs, studyAt } from './range.js';

const seeds = { quick: 1, full: 3 };

/**
 * The plan of a rate measurement: one size swept, the others tied to it as the study ties them or held at their reference
 * values, and what the heuristic predicts there.
 * @throws NotMeasurableError when this level cannot measure the study, or not over the sweep asked for.
 */
export async function planRate(study: Study, prediction: Prediction, options: PlanOptions): Promise<UnwordedPlan> {
  const model = rateModel(study);
  const preset = options.preset ?? 'quick';
  const choice = await choiceOf(study, model, prediction, options);
  const { sweep, winner } = choice;
  return {
    format: 2,
    study: study.name,
    level: 'rate',
    preset,
    method: model.method,
    sweep,
    points: sweep.values.flatMap((value) => {
      const { reference } = studyAt(choice.study, sweep.variable, value);
      const sizes = Object.fromEntries(freeSizes(model).map((name) => [name, reference.get(name) ?? 1]));
      const network = numericAt(study.network, reference);
      const target = numericAt(study.target, reference);
      return Array.from({ length: options.seeds ?? seeds[preset] }, (_, index) => ({
        sizes,
        seed: index + 1,
        network,
        target,
        predicted: winner.energy.value(reference),
      }));
    }),
    predicted: { ...predictedBy(winner, sweep.variable), seenAs: choice.seenAs },
    confidence: 0.95,
    ...(choice.leftAbove === undefined ? {} : { leftAbove: choice.leftAbove }),
    notes: [...(model.notes ?? []), ...choice.notes],
  };
}

async function choiceOf(
  study: Study,
  model: RateModel,
  prediction: Prediction,
  options: PlanOptions,
): Promise<DrawnChoice> {
  if (options.sweep) return { ...givenSweep(study, model, options.sweep), study };
  const variables = sweptSizes(study, model, prediction, options.variable);
  if (model.workAt) return chooseDrawnRange(study, model, variables, options);
  return { ...(await chooseRange(study, model, variables[0] as string, options)), study };
}

/** The sizes to sweep, the best first: the one asked for, else those in which the energy moves, the input's before the layer's. */
export function sweptSizes(
  study: Study,
  model: RateModel,
  { winner }: Prediction,
  requested: string | undefined,
): string[] {
  if (requested !== undefined) return [freeSize(study, model, requested)];
  const moving = freeSizes(model).filter((name) => winner.energy.exponents.has(name));
  if (moving.length === 0) {
    throw new NotMeasurableError({
      code: 'no-size-to-sweep',
      study: study.name,
      quantity: 'E',
      formula: winner.energy,
    });
  }
  return moving;
}

function freeSize(study: Study, model: RateModel, name: string): string {
  const sizes = freeSizes(model);
  if (sizes.includes(name)) return name;
  throw new NotMeasurableError({ code: 'no-such-free-size', study: study.name, size: name, sizes });
}

function givenSweep(study: Study, model: RateModel, requested: Sweep): SweepChoice {
  const { variable } = requested;
  const values = [...new Set(requested.values)].sort((a, b) => a - b);
  freeSize(study, model, variable);
  const [low, high] = [values[0], values.at(-1)];
  if (
    low === undefined ||
    high === undefined ||
    values.length < 3 ||
    !values.every((value) => value > 0 && value < Infinity)
  ) {
    throw new NotMeasurableError({ code: 'sweep-of-too-few-values', variable });
  }
  for (const value of values) {
    if (!exists(model, studyAt(study, variable, value).reference)) {
      throw new NotMeasurableError({ code: 'network-too-small', variable, value });
    }
  }
  const above = patternsSeenAs(studyAt(study, variable, high));
  const below = predict(studyAt(study, variable, low)).winner;
  const crosses = below.name !== above.winner.name || !below.energy.scalesLike(above.winner.energy);
  const notes = crosses
    ? [{ code: 'sweep-crosses-boundary', low: endOf(below), high: endOf(above.winner) } as const]
    : [];
  return { sweep: { variable, values }, ...above, notes };
}

/** What is predicted at an end of a sweep. */
const endOf = ({ name, energy }: Pattern): MeasurementMessages['sweep-crosses-boundary']['low'] => ({
  pattern: name,
  energy,
});
