import type { Monomial } from '../monomial.js';
import type { RuleName, RuleStatus } from '../rules.js';
import type { Feature, Input, Layer, PatternName } from '../study.js';
import type { SizeName } from './sizes.js';

/** A size that a layer of this kind takes. What it means is in present/words/kinds.ts. */
export interface SizeParameter {
  readonly name: SizeName;
  /** True when a layer may do without; its kind says what holds then. */
  readonly isOptional?: boolean;
  /** Set when it is no size but an integer from 1 to this. */
  readonly integerUpTo?: number;
  /** True when it is no size but a positive number. */
  readonly isNumber?: boolean;
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

/**
 * What the parameter of specialised units says of their length m. `single`: one unit specialises, and the parameter is m^2.
 * `product`: the parameter is M m^2, and neither factor is predicted.
 */
export type UnitLength = 'single' | 'product';

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
    /** The move is possible only where this is at least 1; absent where that follows from the bounds. */
    readonly requires?: Product;
    /** What it says of the length m of specialised units; absent where m = 1. */
    readonly length?: UnitLength;
  };
  /** r' of each feature: the least of its alternatives; none: not in the kernel. */
  readonly outgoing: ReadonlyMap<Feature, readonly Alternative[]>;
  readonly rule: RuleName;
  /** What happens when the layer is applied again to what it made, with the same parameter: once for each time. */
  readonly again?: readonly Application[];
}

/** The most of a parameter that counts in an application, whatever was paid for, and the rule that says so. */
export interface Cap extends Product {
  readonly rule: RuleName;
}

/** One more application of a layer to what it made. Its parameter and what that costs are those of the first. */
export interface Application {
  readonly outgoing: ReadonlyMap<Feature, readonly Alternative[]>;
  /** No more of the parameter counts here than each of these. */
  readonly caps: readonly Cap[];
}

/** How far the rules of a kind are known, and where docs/theory.md derives them. */
export interface Mark {
  readonly status: RuleStatus;
  /** A heading of docs/theory.md. */
  readonly section: string;
}

/** What a layer has several of, of which some can specialise. */
export type Counted = 'unit' | 'channel' | 'head';

/**
 * How the language writes a kind of layer, and where it can stand.
 * @typeParam Name the name of the kind, a member of `LayerKindName`.
 */
export interface KindSyntax<Name extends string = string> {
  readonly kind: Name;
  /** The words that begin such a layer: the name of the kind is one of them. */
  readonly keyword: string;
  /** A line of the language that uses it. */
  readonly example: string;
  readonly sizes: readonly SizeParameter[];
  /** What it has several of; absent for a kind without weights of its own, and for one that stands for several layers. */
  readonly counts?: Counted;
  readonly takesActivation: boolean;
  readonly takesScores: boolean;
  readonly mayBeResidual: boolean;
  /** The inputs on which it can stand. */
  readonly accepts: readonly Input['kind'][];
  readonly mark: Mark;
}

/** A kind of layer that stands for several others. */
export interface CompoundKind<Name extends string = string> extends KindSyntax<Name> {
  /** The layers that it stands for, first to last. */
  parts(layer: Layer): readonly Layer[];
}

/**
 * What the theory knows of one kind of layer. A new kind is a new file that exports one of these and an entry in the index; the
 * compiler and test/completeness name every other place that has to know it.
 */
export interface LayerKind<Name extends string = string> extends KindSyntax<Name> {
  /**
   * How many units, channels or heads a readout of the layer weighs: chi in mean-field scaling. Undefined where the layer
   * hands on as many as it gets.
   */
  units(layer: Layer): Monomial | undefined;
  /** The rules that any prediction with such a layer rests on, beside those of its moves. */
  rules(input: Input, layer: Layer): readonly RuleName[];
  /**
   * The moves that the layer offers, the lazy one first. An identity skip is added by `movesOf`, not here.
   */
  moves(layer: Layer, context: LayerContext): Move[];
  /** Ratios of its sizes that are at least 1, beside the sizes themselves. */
  ratios?(layer: Layer): readonly Monomial[];
  /**
   * The weights of the layer on `fanIn` numbers, and how many numbers it hands on. When absent, each of its `units` weighs
   * every number that comes in, and hands on one.
   */
  weights?(layer: Layer, fanIn: Monomial): Weights;
}

/** How many weights a layer has, as a scale, and the fan-in of what follows it. */
export interface Weights {
  /** Of matrices of different shapes the largest counts, which depends on the sizes. */
  readonly counts: readonly Monomial[];
  readonly fanOut: Monomial;
}

/** Where a layer stands. */
export interface LayerContext {
  readonly input: Input;
  /** The features that are tracked: all that could matter to the target. */
  readonly features: readonly Feature[];
  /** Those of them that are in the kernel coming in. */
  readonly present: ReadonlySet<Feature>;
  /** k of a teacher; 1 otherwise. */
  readonly directions: Monomial;
  /** k, the degree of the form of a hierarchical target: then patterns act on features He_j(p) alone. */
  readonly form?: number;
}
