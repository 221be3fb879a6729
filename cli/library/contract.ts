/**
 * The types of what the library returns: the JSON of the command line. docs/cli.md lists the fields.
 */
import type { DataJson } from '../../present/json/data.js';
import type { MonomialJson } from '../../present/json/monomial.js';

export type { DataDirectionJson, DataJson } from '../../present/json/data.js';
export type { MonomialJson } from '../../present/json/monomial.js';

/** A problem in a text, or a remark on it. Lines and columns count from 1. */
export interface Diagnostic {
  /** The name of the text (the option `file`), or the path of the imported text. */
  readonly file: string;
  /** The first line of the range. */
  readonly line: number;
  /** The column in `line` at which the range starts. */
  readonly column: number;
  /** The last line of the range. */
  readonly endLine: number;
  /** The column in `endLine` before which the range ends. */
  readonly endColumn: number;
  /** Studies that depend on an `error` are not predicted. The other severities exclude none. */
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** One of the codes of docs/diagnostics.md: `arch-unknown-name`. */
  readonly code: string;
  /** What is wrong, and what to do next. */
  readonly message: string;
}

/** The state of one layer in a pattern. */
export interface LayerPatternJson {
  /** The name of the layer; a block `t1` counts as `t1.attention` and `t1.dense`. */
  readonly layer: string;
  /** The state: as drawn from the prior (`lazy`), or one of the three ways to learn features. */
  readonly pattern: 'lazy' | 'gfl' | 'specialization' | 'magnetization';
  /** What the layer has several of; absent for a layer without weights of its own. */
  readonly counts?: 'unit' | 'channel' | 'head';
  /** The degree, or the name, of the feature that the layer learns; absent for lazy layers. */
  readonly degree?: number | string;
  /** The number of aligned units M, the amplification D or the magnetization beta; absent for lazy layers. */
  readonly parameter?: MonomialJson & {
    /** The symbol of the parameter. */
    readonly name: 'M' | 'D' | 'beta';
    /** The end of its range at which the parameter lies; null inside the range. */
    readonly bound: 'lower' | 'upper' | null;
  };
  /**
   * The length m of aligned units; `free` where only the product M m^2 is predicted, which is then the value of the
   * parameter. Absent where units have length 1.
   */
  readonly length?: MonomialJson | 'free';
  /** The layer's term of the energy E; absent for lazy layers, whose term is zero. */
  readonly cost?: MonomialJson;
}

/** One combination of layer states with which the target can be learned. */
export interface PatternJson {
  /** The states of the layers from input to output: `lazy, specialization`. */
  readonly name: string;
  /** The layers from input to output. */
  readonly layers: readonly LayerPatternJson[];
  /** The readout's term of the energy. */
  readonly readout: MonomialJson;
  /** The energy E. The pattern needs P* = kappa E samples. */
  readonly energy: MonomialJson;
  /** True for the winner, which has the lowest energy. */
  readonly optimal: boolean;
  /** True for a pattern other than the winner whose energy is within a factor 2 of the winner's: unknown prefactors decide. */
  readonly competing: boolean;
}

/** A value of one size at which the energies of two patterns are equal. */
export interface BoundaryJson {
  /** The side on which `above` holds: `N1 > 4*d`. */
  readonly condition: string;
  /** The size that changes; all others are fixed. */
  readonly variable: string;
  /** The value as a formula in the other sizes. */
  readonly expression: string;
  /** The exponents in that formula, as exact fractions by the names of the sizes. */
  readonly exponents: Readonly<Record<string, string>>;
  /** The value at the reference sizes; null when it exceeds the range of a number. */
  readonly value: number | null;
  /** The name of the winning pattern below the value. */
  readonly below: string;
  /** The name of the winning pattern above the value. */
  readonly above: string;
  /** The degrees of the layers, first to last, on both sides: only where a gain moves to another degree and the names stay. */
  readonly degrees?: Readonly<Record<'below' | 'above', readonly (number | string | null)[]>>;
  /** The energies on both sides: only where the same pattern goes on with another formula. */
  readonly energies?: Readonly<Record<'below' | 'above', Pick<MonomialJson, 'expression' | 'exponents'>>>;
}

/** The numbers of samples that known algorithms need, up to logarithms. P* is what equilibrium needs. */
export interface AlgorithmicJson {
  /** The lowest degree of the target. */
  readonly informationExponent: number;
  /** The lowest degree left after the best transformation of the labels: 1, or 2 for an even target. */
  readonly generativeExponent: number;
  /** SGD that sees each sample once. */
  readonly onePass: MonomialJson;
  /** One pass on a smoothed loss. */
  readonly smoothed: MonomialJson;
  /** Algorithms that use samples more than once; the constant multiplies the formula, and is null above 1e12. */
  readonly reused: MonomialJson & { readonly constant: number | null };
  /** The older name of `onePass`. */
  readonly onlineSgd: MonomialJson;
  /** The older name of `smoothed`. */
  readonly smoothedSgd: MonomialJson;
  /** A lazy kernel. */
  readonly kernel: MonomialJson;
}

/** A component of the target, and when it is learned: its alignment grows as alpha ~ (P/P*)^exponent up to P*. */
export interface LearnedComponentJson {
  /** The name of the component: `He_3`, `He_1(u)·He_2(v)` or `attentive`. */
  readonly component: string;
  /** The energy E of learning it alone. */
  readonly energy: MonomialJson;
  /** P* = kappa E of the component alone. */
  readonly samples: MonomialJson;
  /** An exact fraction; null when the component is learned all at once. */
  readonly exponent: string | null;
}

/** A rule of the theory, with its mark and its source. */
export interface RuleJson {
  /** The name of the rule. */
  readonly rule: string;
  /** Published, derived by the same steps as a published rule, or a conjecture. */
  readonly status: 'published' | 'derived' | 'conjecture';
  /** The statement of the rule, in a sentence. */
  readonly summary: string;
  /** Where the rule is published or derived. */
  readonly source: string;
}

/** What a small error needs beyond alignment. Where a readout has position weights, `samples` is a sum. */
export interface FitJson {
  /** The largest of all rules at the reference sizes; of a sum the exponents are those of its largest term. */
  readonly samples: MonomialJson;
  /** The rule that decides: kappa E, the counting bound, or a specialised unit in every expert. */
  readonly rule: 'energy' | 'counting' | 'experts';
  /** The lazy layers that are too narrow, the smallest share first. */
  readonly conditions: readonly {
    /** The name of the layer. */
    readonly layer: string;
    /** The width that a small error needs. */
    readonly needs: MonomialJson;
    /** The width that the layer has. */
    readonly has: MonomialJson;
    /** has/needs: the share of the feature that the layer can hold. */
    readonly share: number;
  }[];
  /** The rules that it rests on, beside those of the energy. */
  readonly provenance: readonly RuleJson[];
}

/** A scale with its measured prefactor. */
export interface CalibratedJson {
  /** The prefactor times the scale at the reference sizes. */
  readonly value: number;
  /** The ends of its interval, as the run measured it. */
  readonly interval: readonly [number, number];
  /** The folder of the run that measured it, relative to the file. */
  readonly run: string;
  /** What was measured: the energy of the prior (`rate`) or trained networks (`training`). */
  readonly level: 'rate' | 'training';
  /** The measured prefactor that multiplies the scale. */
  readonly prefactor: {
    /** The best estimate. */
    readonly value: number;
    /** The ends of its interval, as the run measured it. */
    readonly interval: readonly [number, number];
  };
}

/** P* in numbers, from the lowest state of the posterior, without training. */
export interface EstimateJson {
  /** The number of samples at which the alignment crosses 1/2, at the reference sizes. */
  readonly samples: number;
  /** The numbers of samples between which P* is expected. */
  readonly interval: readonly [number, number];
  /** The size whose powers `exponent` and `limit` are. */
  readonly variable: string;
  /** The local slope of log P* against the logarithm of `variable`, at the reference sizes. */
  readonly exponent: number;
  /** The slope at a large value of `variable`; null where it has not converged. */
  readonly limit: { readonly exponent: number; readonly at: number } | null;
  /** The states of the layers in the lowest state: `lazy, specialization`. */
  readonly pattern: string;
  /** How the energy is known: in closed form, or from networks that are drawn. */
  readonly model: 'closed' | 'drawn';
  /** Always `estimate`. */
  readonly level: 'estimate';
}

/** What the prediction and the explanation of a study share. */
interface StudyFacts {
  /** The name of the study. */
  readonly name: string;
  /** The name of its network. */
  readonly network: string;
  /** The name of its target. */
  readonly target: string;
  /** True where an import wrote the target, as a model does not say what it learns, and nobody has chosen one. */
  readonly placeholder: boolean;
  /** P* = kappa E: the number of samples needed, up to a constant factor. */
  readonly samples: MonomialJson;
  /** P* as a power of one size; null unless every size in it is tied to one base. */
  readonly inBase: {
    /** The name of the size. */
    readonly base: string;
    /** An exact fraction: `3/2`. */
    readonly exponent: string;
  } | null;
  /** True from `fit.samples` on, false below P*; null between both, and when the study gives no samples. */
  readonly learnable: boolean | null;
  /** What a small error needs beyond alignment. */
  readonly fit: FitJson;
  /** The component through which alignment 1 is reached first, with its energy; null for a target of one component. */
  readonly firstComponent: { readonly component: string; readonly energy: MonomialJson } | null;
  /** E with the prefactor of a rate run. It is kept beside a file, so it is null for a text. */
  readonly calibratedEnergy: CalibratedJson | null;
  /** P* with the prefactor of a training run. It is kept beside a file, so it is null for a text. */
  readonly calibrated:
    | (CalibratedJson & {
        /** Where the `samples` of the study lie relative to the interval; null when it gives none. */
        readonly standing: 'above' | 'between' | 'below' | 'within' | null;
      })
    | null;
  /** P* in numbers at the reference sizes; null when no estimate has been made, so that it is null for a text: call `estimate`. */
  readonly estimate: EstimateJson | null;
  /** P, the `samples` of the study; null when it gives none. */
  readonly given: MonomialJson | null;
  /** The ridge kappa. */
  readonly ridge: MonomialJson;
  /** s, the standard deviation of the label noise in units of the target's; null when the study gives none. */
  readonly noise: MonomialJson | null;
  /** False when the network is so deep that `patterns` does not list every pattern. */
  readonly complete: boolean;
  /** The boundaries at which the winner changes when one size changes. */
  readonly boundaries: readonly BoundaryJson[];
  /** The values of a size at which the winner goes on with another formula. */
  readonly formulaChanges: readonly BoundaryJson[];
  /** The values of a size at which another pattern has the same energy as the winner. */
  readonly crossings: readonly BoundaryJson[];
  /** What known algorithms need; null unless the target has one direction and the data are gaussian(d). */
  readonly algorithmic: AlgorithmicJson | null;
  /** The components of the target, the first learned first. */
  readonly learning: readonly LearnedComponentJson[];
  /** The rules that the prediction rests on. */
  readonly provenance: readonly RuleJson[];
  /** The effects that the prediction neglects, one sentence each. */
  readonly omissions: readonly string[];
}

/** The prediction of a study. */
export interface StudyPrediction extends StudyFacts {
  /** The data of the file that the input names; null where it names none. A text has no files beside it, so that it is null for a text. */
  readonly data: DataJson | null;
  /** All patterns, the lowest energy at the reference sizes first. */
  readonly patterns: readonly PatternJson[];
  /** The derivation of the winner's energy, step by step. */
  readonly derivation: readonly {
    /** What the step computes. */
    readonly title: string;
    /** Its formulas in plain text, from the general one to the result. */
    readonly formulas: readonly string[];
    /** The name of the rule that it uses, as in `provenance`. */
    readonly rule: string;
    /** How well the rule is founded. */
    readonly status: RuleJson['status'];
  }[];
}

/** The derivation of a study's prediction. */
export interface StudyExplanation extends StudyFacts {
  /** The pattern that is derived; null when there is none. */
  readonly pattern: PatternJson | null;
  /** The steps of the derivation, each with the rule that it uses. */
  readonly derivation: readonly (RuleJson & {
    /** What the step computes. */
    readonly title: string;
    /** Its formulas in plain text, from the general one to the result. */
    readonly formulas: readonly string[];
  })[];
}

/** A study with its rank among the studies of its file. */
export interface ComparedStudy {
  /** The name of the study. */
  readonly name: string;
  /** The energy E of its winning pattern. */
  readonly energy: MonomialJson;
  /** P* = kappa E: the number of samples needed, up to a constant factor. */
  readonly samples: MonomialJson;
  /** The name of its winning pattern. */
  readonly pattern: string;
  /** The number of weights of the largest layer. */
  readonly parameters: MonomialJson;
  /** The rank by P* at the reference sizes; 1 needs the fewest samples, and equal P* share a rank. */
  readonly rank: number;
}
