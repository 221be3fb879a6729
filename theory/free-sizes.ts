import { inputEigenvalues, inputSizes } from './input.js';
import { kindOf } from './kinds/index.js';
import type { Monomial } from './monomial.js';
import type { Study } from './study.js';
import { directionsOf } from './target.js';
import { readoutVariance } from './variances.js';

/** What must be at least 1 for a study's sizes to be possible: each size, r_1 of the data, X/A of experts. */
export function possibleSizes({ network, target }: Pick<Study, 'network' | 'target'>): Monomial[] {
  return [
    ...inputSizes(network.input),
    ...inputEigenvalues(network.input).values(),
    ...network.layers.flatMap((layer) => [
      ...Object.values(layer.sizes),
      ...(kindOf(layer).ratios?.(layer) ?? []),
      ...(layer.scores?.form === 'lowrank' ? [layer.scores.rank] : []),
    ]),
    directionsOf(target),
  ];
}

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
