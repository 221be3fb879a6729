import { inputVariances } from '../../network/input.js';
import type { PlannedPoint } from '../../plan.js';
import { plannedUnits, readoutDivisor } from '../../network/units.js';
import { steepness } from '../../network/activations.js';
import { stepsOf } from './unit-layers.js';
import type { UnitLayer } from './layer.js';
import { smoothed, steeper } from './smoothing.js';
import type { Stack } from './stack.js';

/**
 * The stack of a planned point. Widths may be fractions, as relations between sizes give them.
 * @throws RangeError for a network that is no stack of units.
 */
export function stackAt({ network, target }: Pick<PlannedPoint, 'network' | 'target'>): Stack {
  const { input, layers, output } = network;
  const term = target.kind === 'hermite' && target.terms.find(({ coefficient }) => coefficient !== 0);
  if (!term || target.kind !== 'hermite' || input.kind === 'tokens') throw new RangeError('this is no stack of units');
  const made = layers.flatMap((layer, index): UnitLayer[] => {
    if (layer.kind === 'norm') return [];
    const { residual } = layer;
    const { units: width } = plannedUnits(layer);
    const normed = layers[index - 1]?.kind === 'norm';
    const activation = steeper(smoothed(layer.activation), steepness(layer));
    const one: UnitLayer = { width, activation, residual, normed, times: 1 };
    const again = stepsOf(layer) - 1;
    return again > 0 ? [one, { ...one, normed: false, times: again }] : [one];
  });
  const last = layers.at(-1);
  const spread = last ? plannedUnits(last).spread : 1;
  const chi = spread * readoutDivisor(output, made.at(-1)?.width ?? 1);
  const patches = input.kind === 'patches' && output.kind !== 'sum' ? input.count : 1;
  return {
    dimension: input.kind === 'patches' ? input.size : input.dimension,
    variances: inputVariances(input, target.directions),
    layers: made,
    degree: term.degree,
    directions: target.directions,
    readout: chi * patches,
  };
}
