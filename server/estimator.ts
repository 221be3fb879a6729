import type { EstimateOutcome } from '../present/views/estimated.js';
import type { Study } from '../theory/study.js';

/** So long an estimate may take, in seconds. */
export const longestEstimate = 60;

/** What takes longer is refused. */
export const estimateTooLong: EstimateOutcome = {
  kind: 'refused',
  reason: { code: 'estimate-too-long', seconds: longestEstimate },
};

/** Makes estimates of P*, where nothing that answers the editor waits for them. */
export interface Estimator {
  /**
   * The estimate of a study, or why there is none.
   * @param folder the folder on this machine that keeps estimates; nothing is read or written without one.
   * @param signal ends the work.
   * @returns undefined when the work was ended, when it failed, and for a study without a prediction.
   */
  estimate(study: Study, folder: string | undefined, signal: AbortSignal): Promise<EstimateOutcome | undefined>;
  /** Nothing is wanted for now: what was started for the work can end. */
  rest(): void;
}
