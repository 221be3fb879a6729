import type { Study } from '../../theory/index.js';
import { predict, representable } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import type { MessageOrText } from '../messages.js';
import { estimateStudy, type StudyEstimate } from './estimate.js';

/** P* of a study in numbers, or why there is none. */
export type EstimateOutcome =
  | { readonly kind: 'estimated'; readonly estimate: StudyEstimate }
  | { readonly kind: 'refused'; readonly reason: MessageOrText };

/** What a thread that makes estimates is sent. */
export interface EstimateTask {
  /** A study as `packedStudy` writes it. */
  readonly study: string;
  /** The folder that keeps estimates; nothing is read or written where there is none. */
  readonly folder?: string;
}

/** What such a thread answers with; undefined where the study has no prediction or the work failed. */
export interface EstimateAnswer {
  readonly outcome: EstimateOutcome | undefined;
}

/**
 * Estimates P* of a study at its reference sizes.
 * @param pause called between stretches of work; what it throws ends the work.
 * @returns undefined for a study without a prediction, whose diagnostics say why.
 * @throws what `pause` throws.
 */
export async function estimateOutcome(study: Study, pause: () => Promise<void>): Promise<EstimateOutcome | undefined> {
  if (representable(study.network, study.target)) return undefined;
  try {
    return { kind: 'estimated', estimate: await estimateStudy(study, predict(study), pause) };
  } catch (error) {
    if (error instanceof NotMeasurableError) return { kind: 'refused', reason: error.reason };
    throw error;
  }
}
