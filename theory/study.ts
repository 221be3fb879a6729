import type { Monomial, ReferenceSizes } from './monomial.js';

/** The data: what the first layer sees. Sizes are monomials in the free sizes. */
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
  /** The layer's keyword in the language: a key of `layerKinds`. */
  readonly kind: string;
  /** True when an identity skips it. */
  readonly residual: boolean;
  /** Its sizes by the language's argument names: width, channels, heads, experts; `steps` is a whole number, `variance` a number. */
  readonly sizes: Readonly<Record<string, Monomial>>;
  readonly activation?: string;
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

/** A component c He_n(w.x) of a target. */
export interface HermiteTerm {
  readonly degree: number;
  readonly coefficient: number;
}

/** The direction of a component that names none. */
export const unnamedDirection = 'w';

/** A factor He_n(v.x) of a component; the factors of one component have different directions v. */
export interface Factor {
  readonly direction: string;
  readonly degree: number;
}

/** A component of a mixture: a product of Hermite polynomials along orthogonal directions, or the attention feature. */
export type Component =
  | { readonly kind: 'hermite'; readonly factors: readonly Factor[] }
  | { readonly kind: 'attentive'; readonly degree: number };

/** A component with its weight. */
export interface MixtureTerm {
  readonly component: Component;
  readonly coefficient: number;
}

/**
 * What is to be learned: Hermite components along `directions` teacher directions, the attention target, or a mixture of
 * components along a few directions with names. `beyond` is the degree after which components of a named function, of
 * which there are infinitely many, are left out.
 */
export type Target =
  | {
      readonly name: string;
      readonly kind: 'hermite';
      readonly terms: readonly HermiteTerm[];
      readonly directions: Monomial;
      readonly beyond?: number;
    }
  | { readonly name: string; readonly kind: 'attentive'; readonly degree: number }
  | {
      readonly name: string;
      readonly kind: 'mixture';
      readonly terms: readonly MixtureTerm[];
      readonly beyond?: number;
    };

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

/**
 * A feature whose inverse eigenvalue is tracked: a Hermite degree, summed over the directions of a product, or the attention
 * feature.
 */
export type Feature = number | 'attentive';

/** The names of the patterns, as everywhere in the contract. */
export type PatternName = 'lazy' | 'gfl' | 'specialization' | 'magnetization';
