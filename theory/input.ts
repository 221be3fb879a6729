import type { Monomial } from './monomial.js';
import type { Feature, Input } from './study.js';

/** r_n of the raw data: only degree 1 is in a linear kernel, at the dimension of what one unit sees (theory, "State"). */
export function inputEigenvalues(input: Input): ReadonlyMap<Feature, Monomial> {
  return new Map([[1, input.kind === 'patches' ? input.size : input.dimension]]);
}

/** The free sizes in the data. */
export function inputSizes(input: Input): Monomial[] {
  if (input.kind === 'patches') return [input.count, input.size];
  return input.kind === 'tokens' ? [input.length, input.dimension] : [input.dimension];
}
