import { formValues } from '../../network/form.js';
import { hermite } from '../../network/hermite.js';
import type { NumericLayer } from '../../network/layer.js';
import { valuesIn } from '../../network/layer.js';
import type { GaussianSource } from '../../network/random.js';
import type { LayerStart } from '../../plan.js';
import type { Posterior } from './posterior.js';
import { formDegreeOf, isFormFeature } from '../../../theory/features.js';
import type { Pattern, Study } from '../../../theory/index.js';
import { formOf } from '../../../theory/target.js';
import type { LayerKindName } from '../../../theory/kinds/index.js';
import { isRefusal } from '../../../theory/kinds/refusal.js';
import type { SizeName } from '../../../theory/kinds/sizes.js';
import { numericKinds } from '../../network/kinds.js';

/** Inputs over which a layer's direction of the target's feature is found. */
const most = 1024;
/** Where a specialised unit of the rate level's saddle is: pre-activations of 1.5 along the feature, other weights half as long. */
export const specialisedStart = { along: 1.5, across: 0.5 } as const;

/**
 * Moves weights that were drawn from the prior onto a pattern, layer by layer from the first: along the direction, in the layer's
 * inputs h, of its feature He_n, which is <h He_n>.
 *
 * Specialization aligns so many units with it, magnetization moves all units a little, Gaussian feature learning gives all units more
 * variance along it. Only a start: where the chain goes is the posterior's business.
 */
export function moveOnto(
  starts: readonly LayerStart[],
  weights: Float64Array,
  { network, fresh }: Pick<Posterior, 'network' | 'fresh'>,
  normal: GaussianSource,
): void {
  const samples = Math.min(most, fresh.length / valuesIn(network.input));
  const inputs = fresh.subarray(0, samples * valuesIn(network.input));
  let from = 0;
  for (const [index, layer] of network.layers.entries()) {
    const start = starts[index];
    const positions = layer.input.positions;
    if (start && start.pattern !== 'lazy' && positions === network.input.positions) {
      const pass = network.hidden.on(samples);
      pass.forward(weights, inputs);
      const h = index === 0 ? inputs : (pass.outputs[index - 1] ?? inputs);
      const feature = featureOf(inputs, network.input.features, start);
      moveLayer(start, weights.subarray(from, from + layer.parameters), layer, directionOf(h, feature), normal);
    }
    from += layer.parameters;
  }
}

/**
 * He_n of the first axis, at every position of every input. Along a form, He_n of that, less what of it is constant or linear
 * over these inputs: the layer answers both far more strongly than the form, so that they would fill the direction.
 */
function featureOf(
  inputs: Float64Array,
  features: number,
  { degree, form }: Exclude<LayerStart, { pattern: 'lazy' }>,
): Float64Array {
  if (form === undefined)
    return Float64Array.from({ length: inputs.length / features }, (_, row) =>
      hermite(degree, inputs[row * features] as number),
    );
  return withoutLinear(centred(formValues(form, inputs, features).map((value) => hermite(degree, value))), inputs);
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

interface Direction {
  readonly unit: Float64Array;
  /** The deviation of unit . h. */
  readonly spread: number;
}

function directionOf(h: Float64Array, feature: Float64Array): Direction {
  const rows = feature.length;
  const features = h.length / rows;
  const unit = new Float64Array(features);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < features; k++) {
      unit[k] = (unit[k] as number) + (h[row * features + k] as number) * (feature[row] as number);
    }
  }
  const length = Math.hypot(...unit) || 1;
  for (let k = 0; k < features; k++) unit[k] = (unit[k] as number) / length;
  let square = 0;
  for (let row = 0; row < rows; row++) {
    let shown = 0;
    for (let k = 0; k < features; k++) shown += (unit[k] as number) * (h[row * features + k] as number);
    square += shown * shown;
  }
  return { unit, spread: Math.sqrt(square / rows) || 1 };
}

function moveLayer(
  start: Exclude<LayerStart, { pattern: 'lazy' }>,
  weights: Float64Array,
  { input: { features }, output }: NumericLayer,
  { unit, spread }: Direction,
  normal: GaussianSource,
): void {
  // What a recurrent layer applies again comes after what takes in.
  const units = Math.min(weights.length / features, output.features);
  const unitShift = Math.sqrt(features) / spread;
  for (let row = 0; row < units; row++) {
    const isAligned = start.pattern === 'specialization' && row < start.units;
    const shift =
      start.pattern === 'magnetization'
        ? start.shift * unitShift
        : start.pattern === 'gfl'
          ? Math.sqrt(Math.max(start.gain - 1, 0)) * normal()
          : isAligned
            ? specialisedStart.along * unitShift
            : 0;
    for (let k = 0; k < features; k++) {
      const at = row * features + k;
      weights[at] = (isAligned ? specialisedStart.across : 1) * (weights[at] as number) + shift * (unit[k] as number);
    }
  }
}

/** Specialised units at the rate level's saddle, in units of the heuristic's M (docs/validation.md, "The length of a unit counts"). */
const unitsOverScale = 2.9;

/** The size that counts the units which a start moves; undefined for a kind that has no start. */
function countedBy(kind: LayerKindName): SizeName | undefined {
  const numeric = numericKinds[kind];
  return isRefusal(numeric) || isRefusal(numeric.start) ? undefined : numeric.start;
}

/**
 * How a predicted pattern looks as the start of a chain, layer by layer, at the study's sizes.
 * @returns undefined for a pattern that acts on attention's scores, for which no start is known.
 */
export function startsOf({ layers }: Pattern, { network, target, reference }: Study): LayerStart[] | undefined {
  const form = formOf(target);
  const starts: LayerStart[] = [];
  for (const [index, { pattern, degree, parameter }] of layers.entries()) {
    if (pattern === 'lazy') {
      starts.push({ pattern });
      continue;
    }
    const layer = network.layers[index];
    const counted = layer && countedBy(layer.kind);
    const units = counted && layer.sizes[counted]?.value(reference);
    if (degree === undefined || degree === 'attentive' || !parameter || units === undefined) return undefined;
    const along = isFormFeature(degree) ? { degree: formDegreeOf(degree), ...(form && { form }) } : { degree };
    const value = parameter.size.value(reference);
    if (pattern === 'specialization') {
      starts.push({ pattern, ...along, units: Math.min(units, Math.max(1, Math.round(unitsOverScale * value))) });
    } else if (pattern === 'gfl') starts.push({ pattern, ...along, gain: value });
    else starts.push({ pattern, ...along, shift: Math.min(1, Math.sqrt(value / units)) });
  }
  return starts;
}
