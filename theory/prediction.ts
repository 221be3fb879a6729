import type { Monomial } from './monomial.js';
import type { Feature, PatternName } from './study.js';

/** How far a rule is known: published, derived here by the same steps, or a conjecture. */
export type RuleStatus = 'published' | 'derived' | 'conjecture';

/** A rule of the theory that a result used. */
export interface Rule {
  /** As in the JSON contract: `claim-i`. */
  readonly rule: string;
  readonly status: RuleStatus;
  /** One sentence: what it says. */
  readonly summary: string;
  /** Paper and section, or the rule's place in docs/theory.md. */
  readonly source: string;
}

/** What one layer does in a pattern. */
export interface LayerPattern {
  readonly layer: string;
  readonly pattern: PatternName;
  /** The feature acted on; absent for lazy layers. */
  readonly degree?: Feature;
  /** M, D or beta; absent for lazy layers. `bound` says that it is held at its lower or upper end. */
  readonly parameter?: {
    readonly name: 'M' | 'D' | 'beta';
    readonly size: Monomial;
    readonly bound?: 'lower' | 'upper';
  };
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
}

/** One step of a derivation: which rule, what came in, what went out. */
export interface DerivationStep {
  /** `h2: specialization on He_1` */
  readonly title: string;
  /** Formulas in Unicode, one a line. */
  readonly formulas: readonly string[];
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
  /** P against P*, when samples are given. */
  readonly learnable: boolean | undefined;
  /** Where the winner changes as one size moves. Computed when first asked for. */
  readonly boundaries: readonly Boundary[];
  /** Where another pattern's energy equals the winner's. Computed when first asked for. */
  readonly crossings: readonly Boundary[];
  readonly provenance: readonly Rule[];
  /** What the prediction leaves out or warns of, in sentences. */
  readonly omissions: readonly string[];
  /** The winner's derivation. */
  derivation(pattern?: Pattern): readonly DerivationStep[];
}

/** Why a target cannot be represented. */
export interface NotRepresentable {
  /** The first degree that stays out of the kernel. */
  readonly degree: Feature;
  /** A sentence for the user: which degree, which activation and its parity. */
  readonly message: string;
  /** What would help, in a sentence. */
  readonly help: string;
  /** The layers whose activation could be changed, and to what: for a quick fix. */
  readonly suggestions: readonly { readonly layer: string; readonly activation: string }[];
}
