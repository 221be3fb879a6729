import type { Advice } from '../../theory/advice/answer.js';
import type { Study } from '../../theory/study.js';

/** Advice with the study that it is about. */
export interface AdvisedStudy {
  /** The study, with the sizes in question free. */
  readonly study: Study;
  readonly advice: Advice;
}
