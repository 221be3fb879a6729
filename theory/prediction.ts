import type { ActivationName } from './activations/index.js';
import type { Fit, FitVerdict } from './needs.js';
import type { Counted } from './kinds/kind.js';
import type { TheoryMessage } from './messages.js';
import type { Monomial } from './monomial.js';
import type { Rule } from './rules.js';
import type { Feature, Input, Output, PatternName } from './study.js';

/** What one layer does in a pattern. */
export interface LayerPattern {
  readonly layer: string;
  readonly pattern: PatternName;
  /** What the layer has several of; absent where it has no weights of its own. */
  readonly counts?: Counted;
  /** The feature acted on; absent for lazy layers. */
  readonly degree?: Feature;
  /**
   * M, D or beta; absent for lazy layers. `bound` says that it is held at its lower or upper end; for a unit of length m, that m is.
   * Where the length is `free`, the size is that of the product M m^2.
   */
  readonly parameter?: {
    readonly name: 'M' | 'D' | 'beta';
    readonly size: Monomial;
    readonly bound?: 'lower' | 'upper';
  };
  /** The length m of specialised units; `free` where only M m^2 is predicted; absent where it is 1 by the rule. */
  readonly length?: Monomial | 'free';
  /** Delta; absent for lazy layers, whose cost is 0. */
  readonly cost?: Monomial;
  /** r_n coming in and going out; undefined where the feature is not in the kernel. */
  readonly incoming: ReadonlyMap<Feature, Monomial | undefined>;
  readonly outgoing: ReadonlyMap<Feature, Monomial | undefined>;
  /** Dual weight of its Delta term: the share of its cost in log E. 0 where it does not bind. */
  readonly weight: number;
}

/** One way to learn: a pattern for each layer, solved exactly. */
export interface Pattern {
  /** `lazy, specialization`: the identity of a pattern within a study. */
  readonly name: string;
  readonly layers: readonly LayerPattern[];
  /** a_y */
  readonly readout: Monomial;
  /** Dual weight lambda_y of the readout term. */
  readonly readoutWeight: number;
  readonly energy: Monomial;
  readonly optimal: boolean;
  /** Within a factor 2 of the winner at the reference sizes, and not the winner. */
  readonly competing: boolean;
  /** The rules it used. */
  readonly provenance: readonly Rule[];
}

/** An equation `variable = at` where two energies are equal; `below` and `above` name what holds on its sides. */
export interface Boundary {
  /** `N1 > 4*d` */
  readonly condition: string;
  readonly variable: string;
  readonly at: Monomial;
  /** `at`, at the reference sizes. */
  readonly value: number;
  readonly below: string;
  readonly above: string;
  /** On which degrees the layers act on both sides, where the pattern goes on by name and amplifies another degree. */
  readonly degrees?: Record<'below' | 'above', readonly (Feature | undefined)[]>;
  /** The energies on both sides, where the same pattern goes on with another formula. */
  readonly energies?: Record<'below' | 'above', Monomial>;
}

/** What a step of a derivation is about. */
export type StepSubject =
  | { readonly step: 'data'; readonly input: Input['kind'] }
  | { readonly step: 'directions'; readonly names: readonly string[] }
  /** The form of a hierarchical target, by its degree k. */
  | { readonly step: 'form'; readonly degree: number }
  | {
      readonly step: 'layer';
      readonly layer: string;
      readonly pattern: PatternName;
      /** What the layer acts on: a feature, or the scores of attention; absent for lazy layers. */
      readonly on?: Feature | 'scores';
    }
  | { readonly step: 'readout'; readonly output: Output['kind'] }
  | { readonly step: 'balance' }
  | { readonly step: 'samples' };

/** A formula of a derivation as data; a factor of order 1 is left out throughout. */
export type StepFormula =
  /** r_n of a feature; undefined where it is not in the kernel. */
  | { readonly formula: 'eigenvalue'; readonly feature: Feature; readonly value: Monomial | undefined }
  /** The feature that carries a component of the target: a product of directions has its total degree. */
  | { readonly formula: 'component'; readonly name: string; readonly feature: Feature }
  /** M, D or beta, with the length of units where it is not 1. */
  | ({ readonly formula: 'parameter' } & NonNullable<LayerPattern['parameter']> & Pick<LayerPattern, 'length'>)
  /** Delta; undefined for lazy layers, whose cost is 0. */
  | { readonly formula: 'cost'; readonly cost: Monomial | undefined }
  /** X/A of a layer of experts: the factor on every r that goes out. */
  | { readonly formula: 'experts'; readonly factor: Monomial }
  /** T of a recurrent layer. */
  | { readonly formula: 'steps'; readonly steps: Monomial }
  /** The layer has a prior variance of its own, which changes prefactors alone. */
  | { readonly formula: 'weight-variance' }
  /** a_y; its prior variance where it is not 1. */
  | {
      readonly formula: 'readout';
      readonly cost: Monomial;
      readonly isMeanField: boolean;
      readonly variance: Monomial | undefined;
    }
  /** E as the product of its terms, each to its weight: those of layers by name, a_y without one. */
  | {
      readonly formula: 'energy';
      readonly terms: readonly { readonly layer?: string; readonly weight: number }[];
      readonly energy: Monomial;
    }
  /** P* = kappa E. */
  | { readonly formula: 'samples'; readonly samples: Monomial };

/** One step of a derivation: which rule, what came in, what went out. Its words are in present/derivation.ts. */
export interface DerivationStep {
  readonly subject: StepSubject;
  readonly formulas: readonly StepFormula[];
  readonly rule: Rule;
}

/** All that the heuristic says of a study. */
export interface Prediction {
  /** Best first, at the reference sizes. Ranked when first asked for. */
  readonly patterns: readonly Pattern[];
  readonly winner: Pattern;
  /** False when the network is too deep to list every pattern; the winner is the best of all patterns all the same. */
  readonly complete: boolean;
  /** P* = kappa E. */
  readonly sampleScale: Monomial;
  /** The size and exponent when only one free size is in it. */
  readonly inBase: { readonly base: string; readonly exponent: string } | undefined;
  /** What a small error needs beyond alignment. Computed when first asked for. */
  readonly fit: Fit;
  /** P against P* and `fit.samples`; undefined when the study gives no samples. */
  readonly fitVerdict: FitVerdict | undefined;
  /** True from `fit.samples` on, false below P*; undefined between both, and without samples. */
  readonly learnable: boolean | undefined;
  /** Where the winner changes as one size moves. Computed when first asked for. */
  readonly boundaries: readonly Boundary[];
  /** Where the winner goes on with another formula as one size moves. Computed when first asked for. */
  readonly formulaChanges: readonly Boundary[];
  /** Where another pattern's energy equals the winner's. Computed when first asked for. */
  readonly crossings: readonly Boundary[];
  /**
   * The crossings nearest to the reference sizes that are no boundary: at those the winner changes.
   * @param count how many at most; farther ones are not looked for.
   * @returns `complete` is false when there may be more.
   */
  nearestCrossings(count: number): { readonly crossings: readonly Boundary[]; readonly complete: boolean };
  readonly provenance: readonly Rule[];
  /** What the prediction leaves out or warns of. */
  readonly omissions: readonly TheoryMessage[];
  /** The winner's derivation. */
  derivation(pattern?: Pattern): readonly DerivationStep[];
}

/** Why a target cannot be represented. */
export interface NotRepresentable {
  /** The first degree that stays out of the kernel. */
  readonly degree: Feature;
  /** What keeps the degree out: the layer, or the activations by name. */
  readonly obstacle: TheoryMessage;
  /** What would help. */
  readonly help: TheoryMessage;
  /** The layers whose activation could be changed, and to what: for a quick fix. */
  readonly suggestions: readonly { readonly layer: string; readonly activation: ActivationName }[];
}
