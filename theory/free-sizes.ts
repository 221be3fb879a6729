import { inputSizes } from './input.js';
import type { Study } from './study.js';
import { directionsOf } from './target.js';
import { readoutVariance } from './variances.js';

/** The sizes that a study leaves free and that matter to its energy: those of its input, its layers, its readout, its directions. */
export function freeSizes({ network, target }: Study): string[] {
  const monomials = [
    ...inputSizes(network.input),
    ...network.layers.flatMap((layer) => [
      ...Object.values(layer.sizes),
      ...(layer.scores?.form === 'lowrank' ? [layer.scores.rank] : []),
    ]),
    readoutVariance(network.output),
    directionsOf(target),
  ];
  return [...new Set(monomials.flatMap((monomial) => monomial.sizes))];
}
