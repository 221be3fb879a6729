import type { PlannedPoint } from '../plan.js';
import type { RateProblem } from './energy.js';
import type { Overlap } from './overlap.js';
import { plannedUnits, readoutDivisor } from '../network/units.js';
import { overlapOf, spikedOverlap } from './overlap.js';
import { inputVariances } from '../network/input.js';

/**
 * The saddle problem of a planned point of a two-layer network.
 * @param overlap of its activation and target: a table that is filled as it is used, so one serves all points of a plan.
 */
export function problemAt({ network }: Pick<PlannedPoint, 'network'>, overlap: Overlap): RateProblem {
  const [layer] = network.layers;
  if (network.input.kind !== 'gaussian' || !layer) {
    throw new RangeError('only a dense layer on gaussian data is reduced to overlaps');
  }
  const { units, spread } = plannedUnits(layer);
  const { along, across } = inputVariances(network.input, 1);
  // Weights of variance v make of data what standard weights make of data of v times the variance.
  const { variance = 1 } = layer.sizes;
  return {
    overlap: spikedOverlap(overlap, variance * along, variance * across),
    dimension: network.input.dimension,
    width: units,
    chi: spread * readoutDivisor(network.output, units),
  };
}

/** The overlaps of a plan's units with its target, the same at every point. */
export function overlapAt({ network, target }: Pick<PlannedPoint, 'network' | 'target'>): Overlap {
  const activation = network.layers[0]?.activation;
  const term = target.kind === 'hermite' && target.terms.find(({ coefficient }) => coefficient !== 0);
  if (activation === undefined || !term) throw new RangeError('a unit overlaps with one Hermite component');
  return overlapOf(activation, term.degree);
}
