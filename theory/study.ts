import type { Monomial, ReferenceSizes } from './monomial.js';

/** The data: what the first layer sees. Sizes are monomials in the free sizes. */
export type Input =
  | { readonly kind: 'gaussian'; readonly dimension: Monomial }
  | { readonly kind: 'patches'; readonly count: Monomial; readonly size: Monomial }
  | { readonly kind: 'tokens'; readonly length: Monomial; readonly dimension: Monomial };

/** How an attention head scores: one full matrix a head, or a product of two of rank `rank`. */
export type Scores = { readonly form: 'bilinear' } | { readonly form: 'lowrank'; readonly rank: Monomial };

/** A hidden layer. Which sizes and settings it has is the business of its kind (theory/layers). */
export interface Layer {
  readonly name: string;
  /** The layer's keyword in the language: a key of `layerKinds`. */
  readonly kind: string;
  /** True when an identity skips it. */
  readonly residual: boolean;
  /** Its sizes by the language's argument names: width, channels, heads. */
  readonly sizes: Readonly<Record<string, Monomial>>;
  readonly activation?: string;
  readonly scores?: Scores;
}

/** The readout. `meanfield` makes chi the last layer's width; `standard` makes it 1. */
export interface Output {
  readonly kind: 'linear' | 'flatten' | 'mean' | 'sum';
  readonly scaling: 'standard' | 'meanfield';
}

export interface Network {
  readonly name: string;
  readonly input: Input;
  readonly layers: readonly Layer[];
  readonly output: Output;
}

/** A component c He_n(w.x) of a target. */
export interface HermiteTerm {
  readonly degree: number;
  readonly coefficient: number;
}

/** What is to be learned: Hermite components along `directions` teacher directions, or the attention target. */
export type Target =
  | {
      readonly name: string;
      readonly kind: 'hermite';
      readonly terms: readonly HermiteTerm[];
      readonly directions: Monomial;
    }
  | { readonly name: string; readonly kind: 'attentive'; readonly degree: number };

/** One question to the heuristic. */
export interface Study {
  readonly name: string;
  readonly network: Network;
  readonly target: Target;
  /** kappa */
  readonly ridge: Monomial;
  /** P, when given. */
  readonly samples?: Monomial;
  readonly reference: ReferenceSizes;
}

/** A feature whose inverse eigenvalue is tracked: a Hermite degree, or the attention feature of theory section 4. */
export type Feature = number | 'attentive';

/** The names of the patterns, as everywhere in the contract. */
export type PatternName = 'lazy' | 'gfl' | 'specialization' | 'magnetization';
