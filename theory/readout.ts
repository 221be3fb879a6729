import { kindOf } from './layers/index.js';
import { sizeOf } from './layers/sizes.js';
import { Monomial } from './monomial.js';
import type { Network } from './study.js';

/** chi: the last layer's width in mean-field scaling, 1 otherwise. */
export function chiOf({ layers, output }: Network): Monomial {
  const last = layers.at(-1);
  return last && output.scaling === 'meanfield' ? sizeOf(last, kindOf(last).readoutSize) : Monomial.one;
}

/**
 * What stands before the largest r_n in a_y: chi, times the number of patches for flatten and mean
 * (theory, "Readout" and "Convolution"; derived).
 */
export function readoutFactor(network: Network): Monomial {
  const { input, output } = network;
  const patches = input.kind === 'patches' && output.kind !== 'sum' ? input.count : Monomial.one;
  return chiOf(network).times(patches);
}
