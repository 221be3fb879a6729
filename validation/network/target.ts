import { isRefusal, type Refusal } from '../../theory/kinds/refusal.js';
import type { TargetKindName } from '../../theory/targets/index.js';
import { directionsOfComponent, unnamedDirection } from '../../theory/targets/component.js';
import type { PlannedTarget } from '../plan.js';
import { formValues, profileOfForm } from './form.js';
import { hermite } from './hermite.js';
import type { PlannedInput } from './input.js';
import { inputShape, inputVariances, queryPosition } from './input.js';
import type { Shape } from './layer.js';
import { roundToInteger } from './layer.js';

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
  mixture: { values: mixtureValues, directions: (target) => axesOf(target).length },
  hierarchical: { values: hierarchicalValues, directions: () => 0 },
};

/**
 * What is known in numbers of a target's kind.
 * @throws RangeError where that is nothing.
 */
function numericTargetKind(kind: TargetKindName): NumericTargetKind<PlannedTarget> {
  const found = numericTargets[kind];
  if (isRefusal(found)) throw new RangeError(`a target of kind ${kind} is not known in numbers`);
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
 * What of the attentive target is a function of the query alone, E[y|x_q]: z^3 - z of its own z = w.x_q, over sqrt(2 L) and the norm.
 * @throws RangeError when the input is no tokens.
 */
export function attentiveOfQuery(input: PlannedInput): NumericTarget {
  const { positions } = tokenShape(input);
  const scale = 1 / (Math.sqrt(2 * positions) * attentiveNorm(positions));
  return overPositions((inputs, start) => (inputs[start] as number) ** 3 - (inputs[start] as number), input, scale);
}

/** The attentive cubic, whose norm differs from 1 by terms of order 1/L, where the query meets itself: it is divided by it. */
function attentiveValues(target: PlannedTargetOf<'attentive'>, input: PlannedInput): NumericTarget {
  const shape = tokenShape(input);
  if (target.degree !== 3) throw new RangeError('the attentive target is a cubic on tokens');
  const norm = attentiveNorm(shape.positions);
  return (inputs, samples) => attentive(inputs, samples, shape, 0).map((y) => y / norm);
}

/** A function of the numbers at one position of the inputs, the first of which lies at `start`. */
type AtPosition = (inputs: Float64Array, start: number) => number;

/**
 * The sum of a function over the positions of each input that a target depends on: every patch, and of tokens the query alone. Patches
 * have the same sign, which a flattening readout cannot tell from any other signs.
 * @param scale what each sum is multiplied by, beside one over the root of the number of positions.
 */
function overPositions(value: AtPosition, input: PlannedInput, scale: number): NumericTarget {
  const { positions, features } = inputShape(input);
  const [first, count] = input.kind === 'tokens' ? [queryPosition, 1] : [0, positions];
  const factor = scale / Math.sqrt(count);
  return (inputs, samples) =>
    Float64Array.from({ length: samples }, (_, sample) => {
      let sum = 0;
      for (let position = first; position < first + count; position++)
        sum += value(inputs, (sample * positions + position) * features);
      return factor * sum;
    });
}

/** The deviation of the data along each of the first axes. */
function deviationAlong(input: PlannedInput, directions: number): number {
  const { features } = inputShape(input);
  if (directions > features) throw new RangeError(`there are no ${directions} directions in ${features} dimensions`);
  return Math.sqrt(inputVariances(input, directions).along);
}

/** g(p(x)) on gaussian(d), p as in form.ts. */
function hierarchicalValues(target: PlannedTargetOf<'hierarchical'>, input: PlannedInput): NumericTarget {
  if (input.kind !== 'gaussian' || input.signal !== undefined)
    throw new RangeError('a form in all directions is on gaussian data without a signal');
  const { features } = inputShape(input);
  const profile = profileOfForm(target, features);
  return (inputs) => formValues(target.form, inputs, features).map(profile);
}

/** Hermite sums: k^(-1/2) sum_j g(w_j.x / sqrt(s)), s the variance along w_j. */
function hermiteValues(target: PlannedTargetOf<'hermite'>, input: PlannedInput): NumericTarget {
  const directions = roundToInteger(target.directions);
  const deviation = deviationAlong(input, directions);
  const size = Math.sqrt(target.terms.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0));
  const component = (z: number): number =>
    target.terms.reduce((sum, { degree, coefficient }) => sum + (coefficient / size) * hermite(degree, z), 0);
  const value: AtPosition = (inputs, start) => {
    let sum = 0;
    for (let axis = 0; axis < directions; axis++) sum += component((inputs[start + axis] as number) / deviation);
    return sum;
  };
  return overPositions(value, input, 1 / Math.sqrt(directions));
}

/** The directions of a mixture by name: the j-th of them is the j-th axis of the inputs. */
export function axesOf({ terms }: PlannedTargetOf<'mixture'>): readonly string[] {
  return [...new Set(terms.flatMap(({ component }) => directionsOfComponent(component)))];
}

/**
 * Sums of products of Hermite polynomials along the named directions, and of the attentive cubic along the one without a name, over the
 * norm of the sum.
 */
function mixtureValues(target: PlannedTargetOf<'mixture'>, input: PlannedInput): NumericTarget {
  const axes = axesOf(target);
  const deviation = deviationAlong(input, axes.length);
  const norm = mixtureNorm(target, input);
  const products = target.terms.flatMap(({ component, coefficient }) =>
    component.kind === 'hermite'
      ? [
          {
            coefficient,
            factors: component.factors.map(({ direction, degree }) => ({ at: axes.indexOf(direction), degree })),
          },
        ]
      : [],
  );
  const value: AtPosition = (inputs, start) =>
    products.reduce(
      (sum, { coefficient, factors }) =>
        sum +
        factors.reduce(
          (product, { at, degree }) => product * hermite(degree, (inputs[start + at] as number) / deviation),
          coefficient,
        ),
      0,
    );
  const ofPositions = overPositions(value, input, 1 / norm);
  const attention = attentiveCoefficient(target) / norm;
  if (attention === 0) return ofPositions;
  const axis = axes.indexOf(unnamedDirection);
  const shape = tokenShape(input);
  const factor = attention / attentiveNorm(shape.positions);
  return (inputs, samples) => {
    const y = ofPositions(inputs, samples);
    const attended = attentive(inputs, samples, shape, axis);
    return y.map((one, sample) => one + factor * (attended[sample] as number));
  };
}

function attentiveCoefficient({ terms }: PlannedTargetOf<'mixture'>): number {
  return terms.reduce((sum, { component, coefficient }) => sum + (component.kind === 'attentive' ? coefficient : 0), 0);
}

/**
 * The norm of a mixture whose components are of unit norm each. Products of Hermite polynomials are orthogonal. The attentive cubic holds
 * z^3 - z of the query's own z = w.x_q, over sqrt(2 L): 2 of He_1(z) and sqrt 6 of He_3(z).
 */
export function mixtureNorm(target: PlannedTargetOf<'mixture'>, input: PlannedInput): number {
  const squares = target.terms.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0);
  const attention = attentiveCoefficient(target);
  if (attention === 0) return Math.sqrt(squares);
  const { positions } = tokenShape(input);
  const held: Readonly<Record<number, number>> = { 1: 2, 3: Math.sqrt(6) };
  const shared = target.terms.reduce((sum, { component, coefficient }) => {
    const [factor, other] = component.kind === 'hermite' ? component.factors : [];
    const isAlong = factor?.direction === unnamedDirection && other === undefined;
    return sum + (isAlong ? coefficient * (held[factor.degree] ?? 0) : 0);
  }, 0);
  return Math.sqrt(squares + (2 * attention * shared) / (Math.sqrt(2 * positions) * attentiveNorm(positions)));
}

/** The shape of tokens. */
function tokenShape(input: PlannedInput): Shape {
  if (input.kind !== 'tokens') throw new RangeError('the attentive target is a cubic on tokens');
  return inputShape(input);
}

/** (w.x_q) (2 L)^(-1/2) sum_b He_2(w.x_b), He_2(z) = z^2 - 1, w along an axis. */
function attentive(inputs: Float64Array, samples: number, { positions, features }: Shape, axis: number): Float64Array {
  return Float64Array.from({ length: samples }, (_, sample) => {
    const start = sample * positions * features + axis;
    let sum = 0;
    for (let b = 0; b < positions; b++) sum += (inputs[start + b * features] as number) ** 2 - 1;
    return ((inputs[start + queryPosition * features] as number) * sum) / Math.sqrt(2 * positions);
  });
}

/**
 * The root of <y, y> of the attentive cubic: with z = w.x_q, <z^2 (sum of the others' He_2)^2> = 2 (L - 1), and the query's own
 * <z^2 (z^2 - 1)^2> = 15 - 6 + 1 = 10; together over 2 L.
 */
export function attentiveNorm(tokens: number): number {
  return Math.sqrt((2 * (tokens - 1) + 10) / (2 * tokens));
}
