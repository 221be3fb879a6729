import type { Monomial } from '../monomial.js';
import type { Layer } from '../study.js';

/** Every size and number that some kind of layer takes, by its argument name in the language. */
export const sizeNames = ['width', 'channels', 'heads', 'experts', 'active', 'steps', 'variance'] as const;

export type SizeName = (typeof sizeNames)[number];

/**
 * A size of a layer by its argument name.
 * @throws RangeError when the layer lacks it; the language's checks see to it that it does not.
 */
export function sizeOf(layer: Layer, name: SizeName): Monomial {
  const size = layer.sizes[name];
  if (!size) throw new RangeError(`layer ${layer.name} has no ${name}`);
  return size;
}
