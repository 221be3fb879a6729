import type { Mark } from './kinds/kind.js';
import type { Monomial } from './monomial.js';
import type { Feature, Input } from './study.js';

/**
 * r_n of the raw data: only degree 1 is in a linear kernel, at the dimension of what one unit sees, over the variance of the
 * data along the target (theory, "State" and "Spiked data").
 */
export function inputEigenvalues(input: Input): ReadonlyMap<Feature, Monomial> {
  switch (input.kind) {
    case 'gaussian':
      return new Map([[1, input.signal ? input.dimension.over(input.signal) : input.dimension]]);
    case 'patches':
      return new Map([[1, input.size]]);
    case 'tokens':
      return new Map([[1, input.dimension]]);
  }
}

/** The free sizes in the data. */
export function inputSizes(input: Input): Monomial[] {
  switch (input.kind) {
    case 'gaussian':
      return input.signal ? [input.dimension, input.signal] : [input.dimension];
    case 'patches':
      return [input.count, input.size];
    case 'tokens':
      return [input.length, input.dimension];
  }
}

/** How many numbers one unit of the first layer sees. */
export function seenByUnit(input: Input): Monomial {
  switch (input.kind) {
    case 'patches':
      return input.size;
    case 'gaussian':
    case 'tokens':
      return input.dimension;
  }
}

/** True when the data vary more along the target than in other directions. */
export function isSpiked(input: Input): boolean {
  return input.kind === 'gaussian' && input.signal !== undefined && !input.signal.isOne;
}

/** The kind of data. */
export type InputKindName = Input['kind'];

/** How the language writes each kind of data, and what is known of its eigenvalues. */
export const inputKinds: Readonly<Record<InputKindName, { readonly example: string; readonly mark: Mark }>> = {
  gaussian: { example: 'input gaussian(d)', mark: { status: 'derived', section: 'Spiked data' } },
  patches: { example: 'input patches(n, S)', mark: { status: 'derived', section: 'Convolution' } },
  tokens: { example: 'input tokens(L, d)', mark: { status: 'derived', section: 'Softmax attention' } },
};
