import type { Advice } from '../../theory/advice/answer.js';
import type { EstimateOutcome } from './estimated.js';
import type { Study } from '../../theory/study.js';

/** Advice with the study that it is about. */
export interface AdvisedStudy {
  /** The study, with the sizes in question free. */
  readonly study: Study;
  readonly advice: Advice;
  /** The estimate of P* at the advised sizes; undefined while none has been made. */
  readonly estimate?: EstimateOutcome | undefined;
}

/** A study at advised sizes: what an estimate is made of. */
export function atAdvisedSizes({ study, advice }: Pick<AdvisedStudy, 'study' | 'advice'>): Study {
  return { ...study, reference: new Map([...study.reference, ...advice.wholeSizes]) };
}
