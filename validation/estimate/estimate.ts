import { predict, type Prediction, type Study } from '../../theory/index.js';
import { drawnEstimate } from '../drawn/estimate.js';
import { numericAt } from '../plan.js';
import { studyAt } from '../rate/range.js';
import { sampleFormula, sweptSize } from '../training/plan/range.js';
import { closedEstimate } from './closed/model.js';
import type { EstimateSetting, SampleEstimate } from './setting.js';

export type { EstimateSetting, SampleEstimate } from './setting.js';

/** Of a study: P* at its reference sizes, and how it grows. */
export interface StudyEstimate {
  readonly samples: number;
  readonly interval: readonly [number, number];
  readonly model: 'closed' | 'drawn';
  readonly pattern: string;
  /** The size that a validation would sweep. */
  readonly variable: string;
  /** Local slope of log P* in the logarithm of the variable, at the reference sizes. */
  readonly exponent: number;
  /** The slope at the largest size tried, and that size, where the slopes have converged within 0.02. */
  readonly limit?: { readonly exponent: number; readonly at: number };
}

/** Values of the closed models are 0.60 to 1.13 times those of training (docs/results.md, "Training level"). */
export const closedFactor = 2;

/**
 * The number of samples at equilibrium, without training (docs/validation.md, "Level estimate").
 * @param pause awaited between minimisations; may throw to stop.
 * @throws NotMeasurableError where no model knows the network and the target, or no number of samples is enough.
 */
export function estimateSamples(setting: EstimateSetting, pause: () => Promise<void>): Promise<SampleEstimate> {
  return estimateFrom(setting, pause);
}

/** The same, from a guess of P* where something is known. */
async function estimateFrom(
  setting: EstimateSetting,
  pause: () => Promise<void>,
  guess?: number,
): Promise<SampleEstimate> {
  await pause();
  const closed = await closedEstimate(setting, pause, guess);
  if (closed) return { ...closed, factor: closedFactor, model: 'closed' };
  return drawnEstimate(setting, pause);
}

/** A study's network, target and data with another value of one size. */
export function settingAt(study: Study, variable: string, value: number): EstimateSetting {
  const { reference } = studyAt(study, variable, value);
  return {
    network: numericAt(study.network, reference),
    target: numericAt(study.target, reference),
    ridge: study.ridge.value(reference),
    ...(study.noise ? { noise: study.noise.value(reference) } : {}),
  };
}

/** The factor between two sizes whose local slope is taken, and between those of the limit. */
const apart = 2;
const apartAtLimit = 8;
/** The largest size at which the limit is looked for, and how near two slopes must be for it. */
const farthest = 1e6;
const converged = 0.02;

/**
 * The number of samples that a study needs at equilibrium at its reference sizes, and how it grows.
 * @param pause awaited between minimisations; may throw to stop.
 * @throws NotMeasurableError where no model knows the network and the target, or no size moves the energy.
 */
export async function estimateStudy(
  study: Study,
  prediction: Prediction,
  pause: () => Promise<void>,
): Promise<StudyEstimate> {
  const variable = sweptSize(study, prediction);
  const value = study.reference.get(variable) ?? 1;
  const here = await estimateFrom(settingAt(study, variable, value), pause);
  const { samples, factor, model, pattern } = here;
  const slope = scaleExponent(study, prediction, variable);
  const at = (size: number, guess: number): Promise<SampleEstimate> =>
    estimateFrom(settingAt(study, variable, size), pause, guess);
  const beside = await at(value * apart, samples * apart ** slope);
  const exponent = Math.log(beside.samples / samples) / Math.log(apart);
  const limit =
    model === 'closed' ? await limitOf(study, prediction, { variable, value, slope, samples }, at) : undefined;
  return {
    samples,
    interval: [samples / factor, samples * factor],
    model,
    pattern,
    variable,
    exponent,
    ...(limit ? { limit } : {}),
  };
}

/** The exponent of kappa E in a size. */
const scaleExponent = (study: Study, { winner }: Prediction, variable: string): number =>
  sampleFormula({ study, winner }).exponentOf(variable).valueOf();

/** What is known at the reference size. */
interface Known {
  readonly variable: string;
  readonly value: number;
  readonly slope: number;
  readonly samples: number;
}

/** The slope between the largest sizes at which the prediction is that of the reference sizes, where it has converged. */
async function limitOf(
  study: Study,
  { winner }: Prediction,
  { variable, value, slope, samples }: Known,
  at: (size: number, guess: number) => Promise<SampleEstimate>,
): Promise<StudyEstimate['limit']> {
  let largest = value;
  for (let size = 2 * value; size <= farthest; size *= 2) {
    const there = predict(studyAt(study, variable, size)).winner;
    if (there.name !== winner.name || !there.energy.scalesLike(winner.energy)) break;
    largest = size;
  }
  const sizes = [largest / apartAtLimit ** 2, largest / apartAtLimit, largest];
  if ((sizes[0] ?? 0) < value) return undefined;
  const found: number[] = [];
  let before = { size: value, samples };
  for (const size of sizes) {
    before = { size, samples: (await at(size, before.samples * (size / before.size) ** slope)).samples };
    found.push(before.samples);
  }
  const [first = 1, second = 1, third = 1] = found.map(Math.log);
  const [earlier, last] = [(second - first) / Math.log(apartAtLimit), (third - second) / Math.log(apartAtLimit)];
  return Math.abs(last - earlier) <= converged ? { exponent: last, at: largest } : undefined;
}
