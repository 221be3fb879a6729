import type { Fit, FitVerdict } from '../needs.js';
import type { TheoryMessage } from '../messages.js';
import type { Monomial, ReferenceSizes } from '../monomial.js';
import type { PatternName, Study } from '../study.js';
import type { Goal, Limits } from './design-space.js';
import type { Freedom } from './freedom.js';
import type { Sizes } from './sizes-put-in.js';

/** A question for advice. */
export interface AdviceRequest {
  readonly study: Study;
  /** The sizes that may be chosen, each at least 1: names of free sizes of the study. */
  readonly free: readonly string[];
  /** `samples` unless said otherwise. */
  readonly goal?: Goal;
  /** P, for `smallest` and for `learnable`; that of the study unless said otherwise. */
  readonly samples?: Monomial;
  readonly limits?: Limits;
}

/** Sizes to choose. */
export interface Advice {
  readonly kind: 'advice';
  readonly goal: Goal;
  /** The advised sizes as products of those that stay; a size that nothing bounds is left out. */
  readonly sizes: Sizes;
  /** The whole numbers that a file gives them; nothing for one that is too large to write. */
  readonly wholeSizes: ReadonlyMap<string, number>;
  /** E with them, as a prediction has it. */
  readonly energy: Monomial;
  /** P* = kappa E */
  readonly sampleScale: Monomial;
  /** What a small error needs with them, as a prediction has it. */
  readonly fit: Fit;
  /** The weights of the largest layer. */
  readonly parameters: Monomial;
  readonly pattern: readonly PatternName[];
  /** P against P* and `fit.samples`; undefined without samples. */
  readonly fitVerdict: FitVerdict | undefined;
  /** True from `fit.samples` on, false below P*; undefined between both, and without samples. */
  readonly learnable: boolean | undefined;
  /** The reference values of the sizes that stay: where everything above has its value. */
  readonly reference: ReferenceSizes;
  /** How far the sizes may move: with the same `fit.samples`, or so that the samples still suffice where the smallest was wanted. */
  readonly ranges: readonly Freedom[];
  /** The reasons. */
  readonly why: readonly TheoryMessage[];
}

/** Why no sizes can be advised. */
export interface NoAdvice {
  readonly kind: 'none';
  readonly reason: TheoryMessage;
}
