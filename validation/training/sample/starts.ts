import type { Pattern, Study } from '../../../theory/index.js';
import type { PlannedInput } from '../../network/input.js';
import type { MovableUnits } from '../../network/layer.js';
import { valuesIn } from '../../network/layer.js';
import type { NumericNetwork } from '../../network/network.js';
import { numericNetwork } from '../../network/network.js';
import type { GaussianSource } from '../../network/random.js';
import { plannedDirections } from '../../network/target.js';
import type { LayerStart, PlannedTarget } from '../../plan.js';
import { numericAt } from '../../plan.js';
import { featuresAlong, featureValues } from './features.js';

/** Inputs over which a layer's directions of the target's features are found. */
const most = 1024;

/** A network with what its weights are moved along. */
export interface StartingPoint {
  readonly network: NumericNetwork;
  readonly input: PlannedInput;
  readonly target: PlannedTarget;
  /** Inputs other than the samples, [inputs][values]. */
  readonly fresh: Float64Array;
}

/**
 * Moves weights that were drawn from the prior onto a pattern, layer by layer from the first: along the directions, in the layer's
 * inputs h, of the features F of the pattern's degree, which are <h F>.
 *
 * Specialization aligns so many units with each direction, magnetization moves all units a little, each along one of them, Gaussian
 * feature learning gives all units more variance along all. Heads are moved likewise, in their scores along w w^T. Only a start: where
 * the chain goes is the posterior's business.
 */
export function moveOnto(
  starts: readonly LayerStart[],
  weights: Float64Array,
  { network, input, target, fresh }: StartingPoint,
  normal: GaussianSource,
): void {
  const samples = Math.min(most, fresh.length / valuesIn(network.input));
  const inputs = fresh.subarray(0, samples * valuesIn(network.input));
  let from = 0;
  for (const [index, layer] of network.layers.entries()) {
    const start = starts[index];
    const { units } = layer;
    if (start && start.pattern !== 'lazy' && units) {
      const pass = network.hidden.on(samples);
      pass.forward(weights, inputs);
      const h = index === 0 ? inputs : (pass.outputs[index - 1] ?? inputs);
      const directions = featuresAlong(target, start.degree, units.isScored === true).map((feature) =>
        directionOf(h, featureValues(feature, inputs, input, plannedDirections(target), layer.input.positions)),
      );
      moveLayer(start, weights.subarray(from, from + layer.parameters), units, directions, normal);
    }
    from += layer.parameters;
  }
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
  units: MovableUnits,
  directions: readonly Direction[],
  normal: GaussianSource,
): void {
  const { along, across } = units.specialised;
  for (let one = 0; one < units.count; one++) {
    const own = directions[one % directions.length];
    if (!own) return;
    switch (start.pattern) {
      case 'specialization':
        if (one < start.units * directions.length)
          units.move(weights, one, own.unit, along * (start.length ?? 1) * units.unitLean(own.spread), across);
        break;
      case 'magnetization':
        units.move(weights, one, own.unit, start.shift * units.unitLean(own.spread), 1);
        break;
      case 'gfl':
        for (const { unit } of directions)
          units.move(weights, one, unit, Math.sqrt(Math.max(start.gain - 1, 0)) * normal(), 1);
    }
  }
}

/**
 * How a predicted pattern looks as the start of a chain, layer by layer, at the study's sizes. A pattern of scores, which names no degree,
 * is along what the tokens hold of degree 1.
 * @returns undefined for a pattern of a layer without weights of its own.
 */
export function startsOf({ layers }: Pattern, { network, reference }: Study): LayerStart[] | undefined {
  const numeric = numericNetwork(numericAt(network, reference)).layers;
  const starts: LayerStart[] = [];
  for (const [index, { pattern, degree = 1, parameter, length }] of layers.entries()) {
    if (pattern === 'lazy') {
      starts.push({ pattern });
      continue;
    }
    const units = numeric[index]?.units;
    if (!parameter || !units) return undefined;
    const value = parameter.size.value(reference);
    const { count, specialised } = units;
    if (pattern === 'specialization' && length !== undefined && length !== 'free') {
      starts.push({ pattern, degree, units: Math.min(count, 1), length: length.value(reference) });
    } else if (pattern === 'specialization') {
      const wanted = Math.max(1, Math.round(specialised.unitsOverScale * value));
      starts.push({ pattern, degree, units: Math.min(count, wanted) });
    } else if (pattern === 'gfl') starts.push({ pattern, degree, gain: value });
    else starts.push({ pattern, degree, shift: Math.min(1, Math.sqrt(value / count)) });
  }
  return starts;
}
