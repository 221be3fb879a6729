import { unitFunction } from './activations.js';
import { unitsOf } from './dense.js';
import type { NumericKind } from './layer.js';
import { integerSize } from './layer.js';

/** A convolution over patches that do not overlap: channels with the same weights on every patch, W [channels][patch size]. */
export const convolution: NumericKind = {
  make: (layer, input) => unitsOf(input, integerSize(layer, 'channels'), unitFunction(layer)),
  units: (layer) => integerSize(layer, 'channels'),
};
