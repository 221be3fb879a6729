import type { ActivationName } from './activations/index.js';
import type { LayerKindName } from './kinds/index.js';
import type { Monomial, ReferenceSizes } from './monomial.js';
import type { Target } from './targets/index.js';

export type { Component, Factor, FunctionTerm, HermiteTerm, MixtureTerm, Target } from './targets/index.js';

/** The data: what the first layer sees. Sizes are monomials in the free sizes. A new kind is a member here: the compiler names what must know it. */
export type Input =
  | {
      readonly kind: 'gaussian';
      readonly dimension: Monomial;
      /** s, the variance of the data along each direction of the target, where it is not 1. */
      readonly signal?: Monomial;
    }
  | { readonly kind: 'patches'; readonly count: Monomial; readonly size: Monomial }
  | { readonly kind: 'tokens'; readonly length: Monomial; readonly dimension: Monomial };

/** How an attention head scores: one full matrix a head, or a product of two of rank `rank`. */
export type Scores = { readonly form: 'bilinear' } | { readonly form: 'lowrank'; readonly rank: Monomial };

/** A hidden layer. Which sizes and settings it has is the business of its kind (theory/kinds). */
export interface Layer {
  readonly name: string;
  readonly kind: LayerKindName;
  /** True when an identity skips it. */
  readonly residual: boolean;
  /** Its sizes by the language's argument names: width, channels, heads, experts; `steps` is a whole number, `variance` a number. */
  readonly sizes: Readonly<Record<string, Monomial>>;
  readonly activation?: ActivationName;
  readonly scores?: Scores;
  /** The name of the block of the language that it is a part of. */
  readonly block?: string;
}

/** The readout. `meanfield` makes chi the last layer's width; `standard` makes it 1. */
export interface Output {
  readonly kind: 'linear' | 'flatten' | 'mean' | 'sum';
  readonly scaling: 'standard' | 'meanfield';
  /** The prior variance of its weights in units of 1/(N chi), where it is not 1. */
  readonly variance?: Monomial;
}

export interface Network {
  readonly name: string;
  readonly input: Input;
  readonly layers: readonly Layer[];
  readonly output: Output;
}

/** One question to the heuristic. */
export interface Study {
  readonly name: string;
  readonly network: Network;
  readonly target: Target;
  /** kappa */
  readonly ridge: Monomial;
  /** P, when given. */
  readonly samples?: Monomial;
  /** s, the standard deviation of the label noise in units of y's, when given. */
  readonly noise?: Monomial;
  readonly reference: ReferenceSizes;
}

/** He_j(p), p the form of a hierarchical target: `p3` for j = 3 (theory/features.ts). */
export type FormFeature = `p${number}`;

/**
 * A feature whose inverse eigenvalue is tracked: a Hermite degree, summed over the directions of a product, He_j of the form of
 * a hierarchical target, or the attention feature.
 */
export type Feature = number | FormFeature | 'attentive';

/** The names of the patterns, as everywhere in the contract. */
export type PatternName = 'lazy' | 'gfl' | 'specialization' | 'magnetization';
