import type { PredictedStudy } from './predicted.js';

/** A study among others. */
export interface RankedStudy extends PredictedStudy {
  /** 1 for the study that needs the least data at the reference sizes; equal needs share a rank. */
  readonly rank: number;
}

/** Two sample scales are equal when they differ by rounding only. */
const rounding = 1e-9;

/** Studies in the order in which they stand in their files, each with its rank by P*. */
export function rankedStudies<T extends PredictedStudy>(studies: readonly T[]): (T & RankedStudy)[] {
  const need = ({ study, prediction }: PredictedStudy): number => prediction.sampleScale.log(study.reference);
  return studies.map((one) => ({
    ...one,
    rank: 1 + studies.filter((other) => need(other) < need(one) - rounding).length,
  }));
}
