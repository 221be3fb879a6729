import type { Goal } from '../theory/advice/design-space.js';
import type { Sizes } from './diagram.js';
import type { StudyParams } from './studies.js';

/** What can be asked of a study. */
export interface AdviceChoices {
  readonly sizes: readonly AdvisableSize[];
  /** Whether the study says how many samples there are. */
  readonly hasSamples: boolean;
}

/** A size of a study that may be chosen. */
export interface AdvisableSize {
  readonly name: string;
  readonly value: number;
  /** True when the file ties it to others: advice sets it free. */
  readonly tied: boolean;
  /** True for the width of a layer that is free: what one most likely wants advice on. */
  readonly isWidth: boolean;
}

/** A question for advice. Limits are sizes as the file would write them: `20 * d`. */
export interface AdviceQuestion extends StudyParams {
  /** The sizes to choose. */
  readonly free: readonly string[];
  readonly goal: Goal;
  readonly samples?: string;
  readonly parameters?: string;
  readonly compute?: string;
  /** Whether all sizes to choose are equal. */
  readonly equalWidths?: boolean;
}

/** Sizes to write, with the reasons as Markdown; or why there are none. */
export type AdviceAnswer =
  | { readonly kind: 'advice'; readonly title: string; readonly markdown: string; readonly sizes: Sizes }
  | { readonly kind: 'none'; readonly reason: string };
