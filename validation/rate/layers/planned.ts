import type { PlannedPoint } from '../../plan.js';
import { smoothed } from './smoothing.js';
import type { Stack } from './stack.js';

/**
 * The stack of a planned point. Widths may be fractions, as relations between sizes give them.
 * @throws RangeError for a network that is no stack of units.
 */
export function stackAt({ network, target }: Pick<PlannedPoint, 'network' | 'target'>): Stack {
  const { input, layers, output } = network;
  const term = target.kind === 'hermite' && target.terms.find(({ coefficient }) => coefficient !== 0);
  if (!term || target.kind !== 'hermite' || input.kind === 'tokens') throw new RangeError('this is no stack of units');
  const made = layers.map(({ sizes, activation, residual }) => ({
    width: sizes['width'] ?? sizes['channels'] ?? Number.NaN,
    activation: smoothed(activation),
    residual,
  }));
  const chi = output.scaling === 'meanfield' ? (made.at(-1)?.width ?? 1) : 1;
  const patches = input.kind === 'patches' && output.kind !== 'sum' ? input.count : 1;
  return {
    dimension: input.kind === 'patches' ? input.size : input.dimension,
    layers: made,
    degree: term.degree,
    directions: target.directions,
    readout: chi * patches,
  };
}
