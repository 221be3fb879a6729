import { isRefusal, type Refusal } from '../../theory/kinds/refusal.js';
import type { TargetKindName } from '../../theory/targets/index.js';
import type { PlannedTarget } from '../plan.js';
import { formValues, profileOfForm } from './form.js';
import { hermite } from './hermite.js';
import type { PlannedInput } from './input.js';
import { inputShape, inputVariances } from './input.js';
import { roundToInteger, valuesIn } from './layer.js';
import { queryPosition } from './attention.js';

/** A target in numbers: its values y for inputs [samples][positions][features], one a sample. */
export type NumericTarget = (inputs: Float64Array, samples: number) => Float64Array;

/** A kind of target in numbers. */
interface NumericTargetKind<T> {
  /** @throws RangeError when the target does not fit the input. */
  values(target: T, input: PlannedInput): NumericTarget;
  /** How many of the first axes are its directions. */
  directions(target: T): number;
}

type PlannedTargetOf<Kind extends TargetKindName> = Extract<PlannedTarget, { readonly kind: Kind }>;

/** Every kind of target in numbers, or why there is none. */
export const numericTargets: {
  readonly [Kind in TargetKindName]: NumericTargetKind<PlannedTargetOf<Kind>> | Refusal;
} = {
  hermite: { values: hermiteValues, directions: ({ directions }) => directions },
  attentive: { values: attentiveValues, directions: () => 1 },
  mixture: { refused: 'no-values' },
  hierarchical: { values: hierarchicalValues, directions: () => 0 },
};

/**
 * What is known in numbers of a target's kind.
 * @throws RangeError where that is nothing.
 */
function numericTargetKind(kind: TargetKindName): NumericTargetKind<PlannedTarget> {
  const found = numericTargets[kind];
  if (isRefusal(found)) throw new RangeError('a target of several named directions is not known in numbers');
  // Each entry takes the targets of its own kind: the mapped type sees to it.
  return found as NumericTargetKind<PlannedTarget>;
}

/**
 * The target of a planned point, of unit norm over the inputs. The directions w_j are the first k axes: the data and the prior look the
 * same from every direction.
 * @throws RangeError when the target does not fit the input, or is not known in numbers.
 */
export function numericTarget(target: PlannedTarget, input: PlannedInput): NumericTarget {
  return numericTargetKind(target.kind).values(target, input);
}

/** The number of the first axes that are directions of the target: 1 where it is not known in numbers. */
export function plannedDirections(target: PlannedTarget): number {
  return isRefusal(numericTargets[target.kind]) ? 1 : numericTargetKind(target.kind).directions(target);
}

/**
 * (w.x_q) (2 L)^(-1/2) sum_b He_2(w.x_b), He_2(z) = z^2 - 1, whose norm differs from 1 by terms of order 1/L, where the query meets
 * itself: it is divided by it.
 */
function attentiveValues(target: PlannedTargetOf<'attentive'>, input: PlannedInput): NumericTarget {
  if (input.kind !== 'tokens' || target.degree !== 3) throw new RangeError('the attentive target is a cubic on tokens');
  const shape = inputShape(input);
  const norm = attentiveNorm(shape.positions);
  return (inputs, samples) => attentive(inputs, samples, shape.positions, shape.features).map((y) => y / norm);
}

/**
 * Hermite sums on gaussian(d): k^(-1/2) sum_j g(w_j.x / sqrt(s)), s the variance along w_j; on patches: n^(-1/2) sum_p of that, with the
 * same sign for every patch, which a flattening readout cannot tell from any other signs.
 */
function hermiteValues(target: PlannedTargetOf<'hermite'>, input: PlannedInput): NumericTarget {
  if (input.kind === 'tokens') throw new RangeError('on tokens the target is the attentive one');
  const shape = inputShape(input);
  const directions = roundToInteger(target.directions);
  if (directions > shape.features) {
    throw new RangeError(`there are no ${directions} directions in ${shape.features} dimensions`);
  }
  const size = Math.sqrt(target.terms.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0));
  const component = (z: number): number =>
    target.terms.reduce((sum, { degree, coefficient }) => sum + (coefficient / size) * hermite(degree, z), 0);
  const values = valuesIn(shape);
  const scale = 1 / Math.sqrt(directions * shape.positions);
  const deviation = Math.sqrt(inputVariances(input, directions).along);
  return (inputs, samples) =>
    Float64Array.from({ length: samples }, (_, sample) => {
      let sum = 0;
      for (let start = sample * values; start < (sample + 1) * values; start += shape.features) {
        for (let axis = 0; axis < directions; axis++) sum += component((inputs[start + axis] as number) / deviation);
      }
      return scale * sum;
    });
}

/** g(p(x)) on gaussian(d), p as in form.ts. */
function hierarchicalValues(target: PlannedTargetOf<'hierarchical'>, input: PlannedInput): NumericTarget {
  if (input.kind !== 'gaussian' || input.signal !== undefined)
    throw new RangeError('a form in all directions is on gaussian data without a signal');
  const { features } = inputShape(input);
  const profile = profileOfForm(target, features);
  return (inputs) => formValues(target.form, inputs, features).map(profile);
}

function attentive(inputs: Float64Array, samples: number, tokens: number, features: number): Float64Array {
  return Float64Array.from({ length: samples }, (_, sample) => {
    const start = sample * tokens * features;
    let sum = 0;
    for (let b = 0; b < tokens; b++) sum += (inputs[start + b * features] as number) ** 2 - 1;
    return ((inputs[start + queryPosition * features] as number) * sum) / Math.sqrt(2 * tokens);
  });
}

/**
 * The root of <y, y> of the attentive cubic: with z = w.x_q, <z^2 (sum of the others' He_2)^2> = 2 (L - 1), and the query's own
 * <z^2 (z^2 - 1)^2> = 15 - 6 + 1 = 10; together over 2 L.
 */
export function attentiveNorm(tokens: number): number {
  return Math.sqrt((2 * (tokens - 1) + 10) / (2 * tokens));
}
