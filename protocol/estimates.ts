/** What the language server exchanges with the thread or worker that makes estimates. */
export type { EstimateAnswer, EstimateOutcome, EstimateTask } from '../validation/estimate/outcome.js';

/** The files whose predictions can be shown with a new estimate. */
export interface EstimatedParams {
  /** The URI of the .arch file of the study that was estimated. */
  readonly uri: string;
}
