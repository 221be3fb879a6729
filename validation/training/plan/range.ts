import type { Pattern, Prediction, Study } from '../../../theory/index.js';
import type { Monomial } from '../../../theory/monomial.js';
import { freeSizes } from '../../../theory/free-sizes.js';
import { predict } from '../../../theory/index.js';
import { NotMeasurableError } from '../../errors.js';
import type { NumericNetwork } from '../../network/network.js';
import { numericNetwork } from '../../network/network.js';
import { numericTargets } from '../../network/target.js';
import { isRefusal } from '../../../theory/kinds/refusal.js';
import type { Plan, PlannedPoint } from '../../plan.js';
import { numericAt, predictedBy } from '../../plan.js';
import type { SampleSetting } from '../sample/posterior.js';

/** The study at one value of the swept size. */
export interface SizedStudy {
  readonly value: number;
  readonly study: Study;
  /** What is predicted there. */
  readonly winner: Pattern;
  readonly network: NumericNetwork;
}

/** kappa E, the heuristic's P*, as a formula of the sizes: the ridge may move with them. */
export const sampleFormula = ({ study, winner }: Pick<SizedStudy, 'study' | 'winner'>): Monomial =>
  winner.energy.times(study.ridge);

/** kappa E at a size: the heuristic's P*. */
export const sampleScale = (sized: SizedStudy): number => sampleFormula(sized).value(sized.study.reference);

/** kappa, and the noise of the labels where there is some, at a size. */
export function labelSetting({ study: { ridge, noise, reference } }: SizedStudy): Omit<SampleSetting, 'samples'> {
  return { ridge: ridge.value(reference), ...(noise ? { noise: noise.value(reference) } : {}) };
}

/** Network and target of a study at a size as its points have them. */
export function plannedAt({ study }: SizedStudy): Pick<PlannedPoint, 'network' | 'target'> {
  return {
    network: numericAt(study.network, study.reference),
    target: numericAt(study.target, study.reference),
  };
}

/** Below these a network is too small to speak of scales. */
const fewestInputs = 8;
const fewestUnits = 4;
const largest = 4096;

/**
 * The size to sweep: the one asked for, else one in which what is measured moves, the input's first.
 * @param quantity what is measured: P* = kappa E, or E for a scan of the ridge.
 * @throws NotMeasurableError when there is none.
 */
export function sweptSize(
  study: Study,
  { winner }: Prediction,
  requested?: string,
  quantity: 'E' | 'P*' = 'P*',
): string {
  const sizes = freeSizes(study);
  const formula = quantity === 'E' ? winner.energy : sampleFormula({ study, winner });
  const moving = requested ?? sizes.find((name) => formula.exponents.has(name));
  if (moving !== undefined && sizes.includes(moving)) return moving;
  throw new NotMeasurableError(
    requested === undefined
      ? { code: 'no-size-to-sweep', study: study.name, quantity, formula }
      : { code: 'no-such-free-size', study: study.name, size: requested, sizes },
  );
}

/**
 * A study with another value of one size.
 * @throws NotMeasurableError when its network or its target is not known in numbers.
 */
export function sizedStudy(study: Study, variable: string, value: number): SizedStudy {
  const there = { ...study, reference: new Map([...study.reference, [variable, value]]) };
  if (isRefusal(numericTargets[study.target.kind])) {
    throw new NotMeasurableError({
      code: 'not-trainable',
      study: study.name,
      why: { code: 'target-not-numeric', kind: study.target.kind },
    });
  }
  try {
    const network = numericNetwork(numericAt(study.network, there.reference));
    return { value, study: there, winner: predict(there).winner, network };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new NotMeasurableError({ code: 'not-trainable', study: study.name, why: error.message });
  }
}

/** The values, about evenly spaced in logarithms, at which the study's network has a sensible size. */
export function sensibleValues(study: Study, variable: string): SizedStudy[] {
  const values: SizedStudy[] = [];
  for (let step = 0; Math.round(2 ** (step / 4)) <= largest; step++) {
    const value = Math.round(2 ** (step / 4));
    if (values.at(-1)?.value === value) continue;
    const there = sizedStudy(study, variable, value);
    const { input, layers } = there.network;
    const narrowest = Math.min(...layers.slice(0, -1).map(({ output }) => output.positions * output.features));
    if (input.positions * input.features >= fewestInputs && narrowest >= fewestUnits) values.push(there);
    // Larger ones are never affordable.
    if (there.network.parameters > 1e7) break;
  }
  return values;
}

/** The sensible sizes at which what is predicted at the reference sizes is predicted too; all of them where those are fewer than three. */
export function inRegion(study: Study, variable: string): SizedStudy[] {
  const home = sizedStudy(study, variable, study.reference.get(variable) ?? 1).winner;
  const all = sensibleValues(study, variable);
  const there = all.filter(({ winner }) => winner.name === home.name && winner.energy.scalesLike(home.energy));
  return there.length < 3 ? all : there;
}

/**
 * What a plan of trained networks says of its prediction.
 * @param measured the formula whose exponent is measured: kappa E for numbers of samples, E for a scan of the ridge.
 */
export function predictedAndSeen(winner: Pattern, variable: string, measured: Monomial): Plan['predicted'] {
  const seenAs = [...new Set(winner.layers.map(({ pattern }) => pattern))];
  return { ...predictedBy(winner, variable, measured), seenAs };
}
