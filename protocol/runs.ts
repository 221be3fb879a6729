import type { ShownPlan } from '../present/plan.js';
import type { StudyParams } from './studies.js';

export type { RunEvent } from '../validation/result.js';

/** What is to be validated. What is left out is as the study's `validate` block says, else the default. */
export interface RunQuestion extends StudyParams {
  /** The address of the run's folder. */
  readonly folder: string;
  readonly preset?: 'quick' | 'full';
  readonly engine?: 'js';
}

/** How a run ended. Its message is for the user. */
export type RunOutcome =
  | { readonly kind: 'finished' | 'interrupted' }
  /** Its code is that of the message, where it has one. */
  | { readonly kind: 'refused' | 'failed'; readonly message: string; readonly code?: string };

/** What is to be planned. */
export interface PlanQuestion extends StudyParams {
  /** The file's text in the editor. */
  readonly text: string;
}

/** A plan, with the time that it takes where that is known, or the sentence that says why there is none. */
export type PlanAnswer = { readonly plan: ShownPlan } | { readonly refusal: string };
