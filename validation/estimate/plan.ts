import { predict, type Prediction, type Study } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import { predictedBy, type EstimateMethod, type PlannedPoint, type PlanOptions, type UnwordedPlan } from '../plan.js';
import { patternsSeenAs, studyAt } from '../rate/range.js';
import { pointCount, spaced } from '../request/spacing.js';
import type { Point } from '../result.js';
import { namedSizes } from '../training/plan/named-sizes.js';
import { sampleFormula, sweptSize } from '../training/plan/range.js';
import { isClosed } from './closed/model.js';
import { drawnFactor, precise } from '../drawn/estimate.js';
import { closedFactor, estimateSamples, settingAt } from './estimate.js';

/** The largest size of a closed model, and the factor up to which a drawn one goes beyond the reference size. */
const farthest = 1e6;
const farthestDrawn = 8;
const smallest = 8;
/** The numerical error of an estimated P*, relative to it: what the minimisations leave, or how finely P is looked through. */
const relativeErrors = { closed: 0.01, drawn: precise - 1 } as const;

/**
 * The plan of a sweep of estimates: one size is swept over all sizes at which the prediction is that of the reference sizes, as far as estimates cost nothing.
 * @throws NotMeasurableError when no size moves P*, or it cannot be swept.
 */
export function planEstimate(study: Study, prediction: Prediction, options: PlanOptions): Promise<UnwordedPlan> {
  const variable = sweptSize(study, prediction, options.sweep?.variable ?? options.variable);
  const values = options.sweep
    ? [...new Set(options.sweep.values)].sort((a, b) => a - b)
    : chosenValues(study, variable, options);
  if (values.length < 3 || !values.every((value) => value > 0 && value < Infinity))
    throw new NotMeasurableError({ code: 'sweep-of-too-few-values', variable });
  const largest = studyAt(study, variable, values.at(-1) ?? 1);
  const { winner, seenAs } = patternsSeenAs(largest);
  const energy = sampleFormula({ study, winner });
  const method: EstimateMethod = { kind: 'estimate', threshold: options.threshold ?? 1 / 2 };
  const points = values.map((value): PlannedPoint => {
    const there = studyAt(study, variable, value);
    const { network, target, ridge, noise } = settingAt(study, variable, value);
    const data = { ridge, ...(noise === undefined ? {} : { noise }) };
    return { sizes: namedSizes(there), seed: 1, network, target, data, predicted: energy.value(there.reference) };
  });
  const isDrawn = !isClosed(settingAt(study, variable, values[0] ?? 1));
  return Promise.resolve({
    format: 2,
    study: study.name,
    level: 'estimate',
    preset: options.preset ?? 'quick',
    method,
    sweep: { variable, values },
    points,
    predicted: { ...predictedBy(winner, variable, energy), seenAs },
    confidence: 0.95,
    notes: [{ code: 'estimated-at-equilibrium', factor: isDrawn ? drawnFactor : closedFactor }],
  });
}

/** Sizes around the reference size at which the prediction scales as there. */
function chosenValues(study: Study, variable: string, options: PlanOptions): number[] {
  const own = study.reference.get(variable) ?? 1;
  const home = predict(study).winner;
  const isHome = (value: number): boolean => {
    const { winner } = predict(studyAt(study, variable, value));
    return winner.name === home.name && winner.energy.scalesLike(home.energy);
  };
  const most = isClosed(settingAt(study, variable, own)) ? farthest : own * farthestDrawn;
  let [low, high] = [own, own];
  while (low / 2 >= smallest && isHome(low / 2)) low /= 2;
  while (high * 2 <= most && isHome(high * 2)) high *= 2;
  return spaced(Math.ceil(low), high, pointCount(options));
}

/** Measures the points of a plan by the method `estimate`. */
export function estimatedPoint({
  threshold,
}: EstimateMethod): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async ({ sizes, seed, network, target, data }, pause) => {
    if (!data) throw new RangeError('an estimate needs a ridge');
    const { samples, factor, model, pattern } = await estimateSamples({ network, target, ...data, threshold }, pause);
    return { sizes, seed, value: samples, error: relativeErrors[model] * samples, seen: { pattern, factor, model } };
  };
}
