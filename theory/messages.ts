import type { FitVerdict } from './needs.js';
import type { MessageOf } from './message.js';
import type { Monomial, ReferenceSizes } from './monomial.js';
import type { Feature, PatternName } from './study.js';

/** What a prediction leaves out or warns of. */
interface OmissionMessages {
  /** Prefactors of order 1 to 10 are not known. */
  'scales-only': object;
  /** P* bounds what the data allow, whatever the algorithm. */
  'necessary-not-sufficient': object;
  /** Patterns within a factor 2 of the winner, in a network of so many layers. */
  'patterns-compete': { patterns: readonly string[]; layers: number };
  /** What a pattern predicts in a layer is held at 1, its least value. */
  'held-at-one': {
    layer: string;
    parameter: { name: 'M' | 'D' | 'beta'; size: Monomial };
    length: Monomial | 'free' | undefined;
  };
  /** A layer of experts, whose routing is random and fixed. */
  'random-routing': { layer: string };
  /** Fewer units of a layer specialise than it has experts: a clause, which starts with a small letter. */
  'experts-left-out': { layer: string; units: number; experts: number };
  /** A clause as a sentence of its own. */
  sentence: { clause: TheoryMessageOf<'experts-left-out'> };
  /** The energy of a recurrent layer if its gain counted at every step: no prediction rests on it. */
  'gain-at-every-step': { energy: Monomial; reference: ReferenceSizes };
  /** Layers that amplify one feature further than the units between them can. */
  'stacked-gain': { layers: readonly string[]; feature: Feature; gain: number; units: number };
  /** A lazy layer of width `has` hands on a feature that needs the width `needs`. */
  capacity: { layer: string; needs: Monomial; has: Monomial; share: number; reference: ReferenceSizes };
  /** Components that hold a small share of the variance and raise P*, with P* without them. */
  'small-components-decide': {
    components: readonly string[];
    share: number;
    samples: Monomial;
    without: Monomial;
    reference: ReferenceSizes;
  };
  /** What the label noise of a study changes, and what is left out. */
  'noise-left-out': { noise: Monomial; reference: ReferenceSizes };
  /** A named function has components above the highest degree that is kept. */
  'degrees-left-out': { target: string; above: number };
  /** He of this degree, 2 or more, of a form has a share of order 1/dimension of a plain degree below its own. */
  'form-has-lower-degrees': { form: number; degree: number; dimension: Monomial };
  /** A form that few directions describe costs as these do. */
  'form-without-low-rank': { form: number; dimension: Monomial };
  /** Components of a target whose share of it no sample can show. */
  'components-negligible': { target: string; components: readonly string[]; share: number };
  'meanfield-vacuous': object;
  'rests-on-conjecture': object;
  /** The ranking is not complete. */
  'too-deep-to-list': object;
  'no-boundaries': object;
}

/** Why a network cannot represent a target, and what would help. */
interface RepresentationMessages {
  'no-attention-layer': { network: string };
  'attention-passes-no-degree': { network: string; feature: Feature };
  'no-products': { network: string; feature: Feature };
  /** The activations of so many layers, by name, make no product that has the feature. */
  'degree-not-made': { network: string; feature: Feature; activations: readonly string[]; layers: number };
  'add-attention': object;
  'make-attention-residual': { layer: string };
  /** Any of these activations would do. */
  'change-activation': { layer: string; activations: readonly string[] };
  'add-layer': object;
  'change-degree': object;
}

/** Sizes by name, and the sizes at which everything has its value. */
interface AdvisedSizes {
  sizes: ReadonlyMap<string, Monomial>;
  reference: ReferenceSizes;
}

/** Sizes with a pattern, what a small error needs with them, and P*. */
interface AdvisedNeed extends AdvisedSizes {
  pattern: readonly PatternName[];
  need: Monomial;
  sampleScale: Monomial;
}

/** Why sizes are advised, and why none are. */
export interface AdviceMessages {
  'learns-up-to': AdvisedSizes & { pattern: readonly PatternName[]; energy: Monomial };
  'smallest-network': AdvisedNeed & { samples: Monomial };
  'no-sizes-learn': AdvisedNeed & { samples: Monomial; verdict: FitVerdict };
  /** P, where it is given, and where it is. */
  'least-samples': AdvisedNeed & { samples: Monomial | undefined; verdict: FitVerdict | undefined };
  /** The samples that finding the directions of the target takes, or its form. */
  'directions-cost': { samples: Monomial; found: 'direction' | 'directions' | 'form'; reference: ReferenceSizes };
  /** A pattern whose energy is below that of finding the directions. */
  'bound-below-directions': { energy: Monomial; pattern: string; reference: ReferenceSizes };
  'narrower-bound-weak': object;
  /** How many weights the largest layer has. */
  'parameter-count': { parameters: Monomial; layer: string; reference: ReferenceSizes };
  /** How far sizes may move alone or together; `most` is undefined where there is no end. */
  'size-range': {
    sizes: readonly string[];
    least: Monomial;
    most: Monomial | undefined;
    /** What stays as it is: that the samples are above what a small error needs, or that need. */
    keeps: 'learning' | 'samples';
    reference: ReferenceSizes;
  };
  'size-fixed': { sizes: readonly string[] };
  'best-found': object;
  'grows-without-end': { sizes: readonly string[] };
  'never-learns-features': object;
  'no-sizes-from-one': object;
  'samples-needed': object;
  'samples-fall-without-end': { sizes: readonly string[] };
  'no-sizes-fit': object;
  /** The parameters of the smallest network. */
  'limits-too-narrow': { parameters: Monomial; reference: ReferenceSizes };
}

/** What the theory has to say, by code. */
export interface TheoryMessages extends OmissionMessages, RepresentationMessages, AdviceMessages {}

export type TheoryMessage = MessageOf<TheoryMessages>;

/** The message of one code. */
export type TheoryMessageOf<Code extends keyof TheoryMessages> = Extract<TheoryMessage, { readonly code: Code }>;
