import { unitFunction } from './activations.js';
import { unitsOf } from './dense.js';
import type { NumericLayer, PlannedLayer, Shape } from './layer.js';
import { wholeSize } from './layer.js';

/** A convolution over patches that do not overlap: channels with the same weights on every patch, W [channels][patch size]. */
export function convolution(layer: PlannedLayer, input: Shape): NumericLayer {
  return unitsOf(input, wholeSize(layer, 'channels'), unitFunction(layer));
}
