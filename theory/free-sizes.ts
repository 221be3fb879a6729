import { inputSizes } from './input.js';
import type { Study } from './study.js';
import { directionsOf } from './target.js';

/** The sizes that a study leaves free and that matter to its energy: those of its input, its layers, its directions. */
export function freeSizes({ network, target }: Study): string[] {
  const monomials = [
    ...inputSizes(network.input),
    ...network.layers.flatMap((layer) => [
      ...Object.values(layer.sizes),
      ...(layer.scores?.form === 'lowrank' ? [layer.scores.rank] : []),
    ]),
    directionsOf(target),
  ];
  return [...new Set(monomials.flatMap((monomial) => monomial.sizes))];
}
