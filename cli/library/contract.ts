import type { MonomialJson } from '../../present/json/monomial.js';

export type { MonomialJson } from '../../present/json/monomial.js';

/** What is wrong in a text, or worth knowing. Lines and columns count from 1. */
export interface Diagnostic {
  /** What the text is called, or the path of the imported text that it is in. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Only errors keep studies from being predicted. */
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** As docs/diagnostics.md lists them: `arch-unknown-name`. */
  readonly code: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** What one layer does in a pattern. */
export interface LayerPatternJson {
  readonly layer: string;
  readonly pattern: 'lazy' | 'gfl' | 'specialization' | 'magnetization';
  /** The feature that it acts on; absent for lazy layers. */
  readonly degree?: number | string;
  /** The number of units M, the amplification D or the leaning beta; absent for lazy layers. */
  readonly parameter?: MonomialJson & {
    readonly name: 'M' | 'D' | 'beta';
    /** Whether it is held at an end of its range. */
    readonly bound: 'lower' | 'upper' | null;
  };
  /** What the layer adds to the energy; absent for lazy layers, which cost nothing. */
  readonly cost?: MonomialJson;
}

/** One way to learn: a pattern for each layer. */
export interface PatternJson {
  /** `lazy, specialization` */
  readonly name: string;
  readonly layers: readonly LayerPatternJson[];
  readonly readout: MonomialJson;
  /** E, of which P* is kappa times. */
  readonly energy: MonomialJson;
  readonly optimal: boolean;
  /** Within a factor 2 of the winner: unknown prefactors decide. */
  readonly competing: boolean;
}

/** A value of one size at which two energies are equal. */
export interface BoundaryJson {
  /** `N1 > 4*d` */
  readonly condition: string;
  readonly variable: string;
  readonly expression: string;
  readonly exponents: Readonly<Record<string, string>>;
  /** At the reference sizes; null when it is too large for a number. */
  readonly value: number | null;
  readonly below: string;
  readonly above: string;
}

/** A rule of the theory: published, derived by the same steps, or a conjecture. */
export interface RuleJson {
  readonly rule: string;
  readonly status: 'published' | 'derived' | 'conjecture';
  readonly summary: string;
  readonly source: string;
}

/** What is said of a study besides its patterns. */
interface StudyFacts {
  readonly name: string;
  readonly network: string;
  readonly target: string;
  /** P* = kappa E: the scale of samples that learning needs. */
  readonly samples: MonomialJson;
  /** P* as a power of one size, when only one is in it. */
  readonly inBase: { readonly base: string; readonly exponent: string } | null;
  /** Whether the samples given are above P*; null when none are given. */
  readonly learnable: boolean | null;
  /** P* with a measured prefactor, which files keep beside them; null for a text, which has none. */
  readonly calibrated: {
    readonly value: number;
    readonly interval: readonly [number, number];
    /** The folder of the run that measured it, relative to the file. */
    readonly run: string;
    readonly level: 'rate' | 'training';
    readonly prefactor: { readonly value: number; readonly interval: readonly [number, number] };
    /** The samples given against the interval; null when none are given. */
    readonly standing: 'above' | 'below' | 'within' | null;
  } | null;
  /** The samples given. */
  readonly given: MonomialJson | null;
  /** kappa */
  readonly ridge: MonomialJson;
  /** False when the network is too deep to list every pattern. */
  readonly complete: boolean;
  /** Where the winner changes as one size moves. */
  readonly boundaries: readonly BoundaryJson[];
  /** Where another pattern costs as much as the winner. */
  readonly crossings: readonly BoundaryJson[];
  readonly provenance: readonly RuleJson[];
  /** What the prediction leaves out, in sentences. */
  readonly omissions: readonly string[];
}

/** The prediction of a study. */
export interface StudyPrediction extends StudyFacts {
  /** Best first, at the reference sizes. */
  readonly patterns: readonly PatternJson[];
  /** How the winner's energy comes about, step by step. */
  readonly derivation: readonly {
    readonly title: string;
    readonly formulas: readonly string[];
    readonly rule: string;
    readonly status: RuleJson['status'];
  }[];
}

/** Why a study's prediction is what it is. */
export interface StudyExplanation extends StudyFacts {
  /** The pattern that is derived. */
  readonly pattern: PatternJson | null;
  /** Its derivation, each step with the rule that it uses. */
  readonly derivation: readonly (RuleJson & { readonly title: string; readonly formulas: readonly string[] })[];
}

/** A study among those of its file. */
export interface ComparedStudy {
  readonly name: string;
  readonly energy: MonomialJson;
  readonly samples: MonomialJson;
  readonly pattern: string;
  /** The weights of the largest layer. */
  readonly parameters: MonomialJson;
  /** 1 for the study that needs the least data at the reference sizes; equal needs share a rank. */
  readonly rank: number;
}
