/** What the language server exchanges with the thread that makes estimates. */
export type { EstimateAnswer, EstimateTask } from '../validation/estimate/outcome.js';

/** The files whose predictions can be shown with a new estimate. */
export interface EstimatedParams {
  /** The URI of the .arch file of the study that was estimated. */
  readonly uri: string;
}
