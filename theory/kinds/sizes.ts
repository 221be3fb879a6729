import type { Monomial } from '../monomial.js';
import type { Layer } from '../study.js';

/**
 * A size of a layer by its argument name.
 * @throws RangeError when the layer lacks it; the language's checks see to it that it does not.
 */
export function sizeOf(layer: Layer, name: string): Monomial {
  const size = layer.sizes[name];
  if (!size) throw new RangeError(`layer ${layer.name} has no ${name}`);
  return size;
}
