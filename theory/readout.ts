import { kindOf } from './kinds/index.js';
import { seenByUnit } from './input.js';
import { Monomial } from './monomial.js';
import type { Network } from './study.js';
import { readoutVariance } from './variances.js';

/** chi: the width of the last layer that has one in mean-field scaling, 1 otherwise. */
export function chiOf({ input, layers, output }: Network): Monomial {
  if (output.scaling !== 'meanfield') return Monomial.one;
  const widths = layers.map((layer) => kindOf(layer).units(layer)).filter((units) => units !== undefined);
  return widths.at(-1) ?? seenByUnit(input);
}

/**
 * What stands before the largest r_n in a_y: chi, times the number of patches for flatten and mean, over the readout's variance
 * (theory, "Readout", "Convolution" and "Prior variances"; derived).
 */
export function readoutFactor(network: Network): Monomial {
  const { input, output } = network;
  const patches = input.kind === 'patches' && output.kind !== 'sum' ? input.count : Monomial.one;
  return chiOf(network).times(patches).over(readoutVariance(output));
}
