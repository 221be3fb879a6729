import { formValues } from '../../network/form.js';
import { hermite } from '../../network/hermite.js';
import type { PlannedInput } from '../../network/input.js';
import { inputShape, inputVariances } from '../../network/input.js';
import { axesOf, plannedDirections } from '../../network/target.js';
import type { PlannedTarget } from '../../plan.js';
import { formDegreeOf, isFormFeature } from '../../../theory/features.js';
import { unnamedDirection } from '../../../theory/targets/component.js';
import type { Feature } from '../../../theory/index.js';

/** A function along which weights are moved: a product of He_n along directions, He_n of a form, or what attention makes of the other tokens. */
export type FeatureAlong =
  | { readonly kind: 'hermite'; readonly factors: readonly AlongDirection[] }
  | { readonly kind: 'form'; readonly form: number; readonly degree: number }
  | { readonly kind: 'attentive'; readonly axis: number };

/** He_n along a direction of unit length in the span of the first axes of the inputs. */
interface AlongDirection {
  readonly degree: number;
  /** Its part along each of the axes. */
  readonly parts: readonly (readonly [axis: number, part: number])[];
}

/** A component of a target: its degree along each axis, or the attentive cubic. */
type Part = { readonly degrees: readonly (readonly [axis: number, degree: number])[] } | { readonly attentive: number };

function partsOf(target: PlannedTarget): readonly Part[] {
  switch (target.kind) {
    case 'attentive':
      return [{ attentive: 0 }];
    case 'hierarchical':
      return [];
    case 'hermite': {
      const highest = Math.max(...target.terms.map(({ degree }) => degree));
      return Array.from({ length: Math.round(plannedDirections(target)) }, (_, axis) => ({
        degrees: [[axis, highest] as const],
      }));
    }
    case 'mixture': {
      const axes = axesOf(target);
      return target.terms.map(({ component }) =>
        component.kind === 'attentive'
          ? { attentive: axes.indexOf(unnamedDirection) }
          : { degrees: component.factors.map(({ direction, degree }) => [axes.indexOf(direction), degree] as const) },
      );
    }
  }
}

/**
 * The functions of a feature's degree that a target's components are made of. A component of that degree is one itself. Of one of a
 * higher degree, m directions u, v, ..., they are He_n along (u +- v +- ...)/sqrt(m): 2^(m-1) of them add up to products (theory, "Several
 * directions").
 * @param isScored true for attention's scores, which compare tokens along the direction of the attentive component alone.
 */
export function featuresAlong(target: PlannedTarget, feature: Feature, isScored: boolean): FeatureAlong[] {
  if (isFormFeature(feature))
    return target.kind === 'hierarchical' ? [{ kind: 'form', form: target.form, degree: formDegreeOf(feature) }] : [];
  const parts = partsOf(target);
  const attended = parts.flatMap((part) => ('attentive' in part ? [part.attentive] : []));
  if (feature === 'attentive') return attended.map((axis) => ({ kind: 'attentive', axis }));
  const products = parts.flatMap((part) => ('degrees' in part ? [part.degrees] : []));
  const singles = attended.map((axis): FeatureAlong => alongOne(feature, [[axis, 1]]));
  const others = products
    .filter((degrees) => totalOf(degrees) >= feature)
    .flatMap((degrees): FeatureAlong[] => {
      if (totalOf(degrees) === feature)
        return [{ kind: 'hermite', factors: degrees.map(([axis, degree]) => ({ degree, parts: [[axis, 1]] })) }];
      const axes = degrees.map(([axis]) => axis);
      return signsOf(axes.length).map((signs) =>
        alongOne(
          feature,
          axes.map((axis, index) => [axis, (signs[index] ?? 1) / Math.sqrt(axes.length)]),
        ),
      );
    });
  const all = isScored && singles.length > 0 ? singles : [...singles, ...others];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

const alongOne = (degree: number, parts: AlongDirection['parts']): FeatureAlong => ({
  kind: 'hermite',
  factors: [{ degree, parts }],
});

const totalOf = (degrees: readonly (readonly [number, number])[]): number =>
  degrees.reduce((sum, [, degree]) => sum + degree, 0);

/** All ways to give signs to so many directions, the first positive. */
function signsOf(count: number): number[][] {
  return Array.from({ length: 2 ** (count - 1) }, (_, way) =>
    Array.from({ length: count }, (_, index) => (index > 0 && (way >> (index - 1)) % 2 === 1 ? -1 : 1)),
  );
}

/**
 * The values of a feature at the first positions of each input. Those of a form are less what of it is constant or linear over these inputs:
 * a layer answers both far more strongly than the form, so that they would fill the direction.
 * @param inputs [samples][positions][features] of the network.
 * @param positions how many of them: all, or the query alone.
 * @returns [samples][positions]
 */
export function featureValues(
  feature: FeatureAlong,
  inputs: Float64Array,
  input: PlannedInput,
  directions: number,
  positions: number,
): Float64Array {
  const shape = inputShape(input);
  if (feature.kind === 'form') {
    const values = formValues(feature.form, inputs, shape.features).map((p) => hermite(feature.degree, p));
    return withoutLinear(centred(values), inputs);
  }
  const deviation = Math.sqrt(inputVariances(input, directions).along);
  const samples = inputs.length / (shape.positions * shape.features);
  return Float64Array.from({ length: samples * positions }, (_, row) => {
    const [sample, position] = [Math.floor(row / positions), row % positions];
    const at = (b: number, axis: number): number =>
      (inputs[(sample * shape.positions + b) * shape.features + axis] as number) / deviation;
    if (feature.kind === 'hermite') {
      return feature.factors.reduce(
        (product, { degree, parts }) =>
          product *
          hermite(
            degree,
            parts.reduce((sum, [axis, part]) => sum + part * at(position, axis), 0),
          ),
        1,
      );
    }
    let others = 0;
    for (let b = 0; b < shape.positions; b++) if (b !== position) others += at(b, feature.axis) ** 2 - 1;
    return at(position, feature.axis) * others;
  });
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Values at inputs [rows][features], whose covariance is about 1, less their linear part. */
function withoutLinear(values: Float64Array, inputs: Float64Array): Float64Array {
  const features = inputs.length / values.length;
  const slopes = new Float64Array(features);
  for (let at = 0; at < inputs.length; at++) {
    const axis = at % features;
    const value = values[Math.floor(at / features)] as number;
    slopes[axis] = (slopes[axis] as number) + ((inputs[at] as number) * value) / values.length;
  }
  return values.map((value, row) => {
    let linear = 0;
    for (let axis = 0; axis < features; axis++)
      linear += (slopes[axis] as number) * (inputs[row * features + axis] as number);
    return value - linear;
  });
}
