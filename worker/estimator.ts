import type { Estimator } from '../server/estimator.js';
import { InterruptedError } from '../validation/errors.js';
import { estimateOutcome } from '../validation/estimate/outcome.js';
import { pause } from '../validation/run/pause.js';

/** Makes estimates in this worker, between the requests that come meanwhile; it keeps none on a disk. */
export const workerEstimator: Estimator = {
  async estimate(study, _folder, signal) {
    try {
      return await estimateOutcome(study, () => pause(signal));
    } catch (error) {
      if (error instanceof InterruptedError) return undefined;
      throw error;
    }
  },
  rest() {},
};
