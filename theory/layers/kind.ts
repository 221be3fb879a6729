import type { Monomial } from '../monomial.js';
import type { RuleName } from '../rules.js';
import type { Feature, Input, Layer, PatternName } from '../study.js';

/** A size that a layer of this kind takes, as the language names it. */
export interface SizeParameter {
  readonly name: string;
  readonly meaning: string;
}

/** Sizes and inverse eigenvalues multiplied: `constant * product of r_feature^power`. */
export interface Product {
  readonly constant: Monomial;
  readonly powers: readonly (readonly [Feature, number])[];
}

/** One way for an outgoing inverse eigenvalue: a product, over the move's parameter to a power. */
export interface Alternative extends Product {
  /** How often the product is divided by the move's parameter; 0 on the lazy paths. */
  readonly parameterPower: number;
  readonly rule: RuleName;
}

/** What a layer can do: nothing (lazy), or a pattern on one feature, paid with one parameter. */
export interface Move {
  readonly pattern: PatternName;
  readonly degree?: Feature;
  readonly parameter?: {
    readonly name: 'M' | 'D' | 'beta';
    /** Delta = cost * parameter. */
    readonly cost: Product;
    /** The smallest value allowed; absent when there is none above 0. */
    readonly lower?: Product;
    readonly upper: Product;
  };
  /** r' of each feature: the least of its alternatives; none: not in the kernel. */
  readonly outgoing: ReadonlyMap<Feature, readonly Alternative[]>;
  readonly rule: RuleName;
}

/** Everything the project knows of one kind of layer. A new kind is a new file that exports one of these. */
export interface LayerKind {
  /** The keyword of the language. */
  readonly kind: string;
  /** What it is, in a sentence, for hovers and completion. */
  readonly summary: string;
  /** A line of the language that uses it. */
  readonly example: string;
  readonly sizes: readonly SizeParameter[];
  readonly takesActivation: boolean;
  readonly takesScores: boolean;
  readonly mayBeResidual: boolean;
  /** The inputs on which it can stand. */
  readonly accepts: readonly Input['kind'][];
  /** The size that chi is in mean-field scaling: the number of readout weights a unit, a channel or a head. */
  readonly readoutSize: string;
  /** The rules that any prediction with such a layer rests on, beside those of its moves. */
  rules(input: Input, layer: Layer): readonly RuleName[];
  /**
   * The moves that the layer offers, the lazy one first. An identity skip is added by `movesOf`, not here.
   */
  moves(layer: Layer, situation: Situation): Move[];
  /**
   * The weights of the layer on `fanIn` numbers, and how many numbers it hands on. When absent, each of its units
   * (`readoutSize`) weighs every number that comes in, and hands on one.
   */
  weights?(layer: Layer, fanIn: Monomial): Weights;
}

/** How many weights a layer has, as a scale, and the fan-in of what follows it. */
export interface Weights {
  readonly count: Monomial;
  readonly handsOn: Monomial;
}

/** Where a layer stands. */
export interface Situation {
  readonly input: Input;
  /** The features that are tracked: all that could matter to the target. */
  readonly features: readonly Feature[];
  /** Those of them that are in the kernel coming in. */
  readonly present: ReadonlySet<Feature>;
  /** k of a teacher; 1 otherwise. */
  readonly directions: Monomial;
}
