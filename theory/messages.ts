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
  /** A parameter is held at 1, its least value. */
  'held-at-one': { layer: string; parameter: string };
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
  /** A named function has components above the highest degree that is kept. */
  'degrees-left-out': { target: string; above: number };
  /** He of this degree, 2 or more, of a form has a share of order 1/dimension of a plain degree below its own. */
  'form-has-lower-degrees': { form: number; degree: number; dimension: Monomial };
  /** A form that few directions describe costs as these do. */
  'form-without-low-rank': { form: number; dimension: Monomial };
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

/** Why sizes are advised, and why none are. */
export interface AdviceMessages {
  'learns-up-to': AdvisedSizes & { pattern: readonly PatternName[]; energy: Monomial };
  'smallest-network': AdvisedSizes & { pattern: readonly PatternName[]; samples: Monomial; sampleScale: Monomial };
  'no-sizes-learn': AdvisedSizes & { pattern: readonly PatternName[]; samples: Monomial; sampleScale: Monomial };
  'least-samples': AdvisedSizes & {
    pattern: readonly PatternName[];
    sampleScale: Monomial;
    /** P, where it is given, and whether it is above P*. */
    samples: Monomial | undefined;
    learnable: boolean;
  };
  /** The energy that finding the directions of the target costs, or its form. */
  'directions-cost': { energy: Monomial; found: 'direction' | 'directions' | 'form'; reference: ReferenceSizes };
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
    /** What stays as it is: that the samples suffice, or P*. */
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
