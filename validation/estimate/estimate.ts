import type { Prediction, Study } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import { numericAt, type PlannedPoint } from '../plan.js';
import { sweptSize } from '../training/plan/range.js';
import { oddPoint, samplesToHalf } from './finite-sizes.js';

/** A network and target at given sizes, with the ridge kappa and the standard deviation s of label noise. */
export interface EstimateSetting extends Pick<PlannedPoint, 'network' | 'target'> {
  readonly ridge: number;
  readonly noise?: number;
  /** The alignment at which the target counts as learned, 1/2 where it is left out. */
  readonly threshold?: number;
}

/** P* by the lowest state of the population posterior. */
export interface SampleEstimate {
  /** P at which the alignment of the mean predictor crosses the threshold. */
  readonly samples: number;
  /** At least 1: the true value is expected within samples / factor and samples * factor. */
  readonly factor: number;
  readonly model: 'closed' | 'drawn';
  /** What the lowest state shows there, layers separated by `, `. */
  readonly pattern: string;
}

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

/** Values of the closed models, compared with training (docs/results.md, "Training level"). */
const factor = 2.5;

/**
 * The number of samples at equilibrium, without training.
 * @param pause awaited between minimisations; may throw to stop.
 * @throws NotMeasurableError where no model knows the network and the target.
 */
export async function estimateSamples(setting: EstimateSetting, pause: () => Promise<void>): Promise<SampleEstimate> {
  await pause();
  const point = oddPoint(setting, setting.ridge);
  if (!point) throw new NotMeasurableError({ code: 'no-estimate', target: setting.target.name });
  return { samples: samplesToHalf(point), factor, model: 'closed', pattern: 'specialization' };
}

/** The setting of a study with another value of one size. */
function settingAt(study: Study, variable: string, value: number): EstimateSetting {
  const reference = new Map([...study.reference, [variable, value]]);
  return {
    network: numericAt(study.network, reference),
    target: numericAt(study.target, reference),
    ridge: study.ridge.value(reference),
  };
}

/** The distance of two sizes between which a local slope is taken. */
const apart = 1.5;
/** The size at which the limit is looked for, and how near two slopes must be for it. */
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
  const variable = sweptSize(study, prediction, undefined);
  const value = study.reference.get(variable) ?? 1;
  const slopeAt = async (size: number): Promise<number> => {
    const [near, far] = [
      await estimateSamples(settingAt(study, variable, size), pause),
      await estimateSamples(settingAt(study, variable, size * apart), pause),
    ];
    return Math.log(far.samples / near.samples) / Math.log(apart);
  };
  const { samples, factor, model, pattern } = await estimateSamples(settingAt(study, variable, value), pause);
  const exponent = await slopeAt(value);
  const [before, last] = [await slopeAt(farthest / 16), await slopeAt(farthest)];
  return {
    samples,
    interval: [samples / factor, samples * factor],
    model,
    pattern,
    variable,
    exponent,
    ...(Math.abs(before - last) <= converged ? { limit: { exponent: last, at: farthest } } : {}),
  };
}
