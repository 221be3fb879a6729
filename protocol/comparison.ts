import type { SampleVerdict } from '../theory/calibration.js';

/** Which file; without a file, all that the server has read. */
export interface ComparisonParams {
  readonly uri?: string;
}

/** The studies of a file, or of all files that are read. */
export interface Comparison {
  readonly studies: readonly ComparedStudy[];
  /** Studies without a prediction: with errors, or not representable. */
  readonly unpredicted: readonly { readonly uri: string; readonly name: string }[];
}

/** A study among others. */
export interface ComparedStudy {
  readonly uri: string;
  readonly name: string;
  readonly network: string;
  readonly target: string;
  readonly energy: ComparedSize;
  /** P* */
  readonly samples: ComparedSize;
  /** P* in measured numbers, with the run; null where nothing is calibrated. */
  readonly calibrated: { readonly text: string; readonly run: string } | null;
  /** P* in numbers by the estimate; null while none has been made. */
  readonly estimate: { readonly value: number; readonly text: string } | null;
  readonly pattern: string;
  /** The weights of the largest layer. */
  readonly parameters: ComparedSize;
  /** True above what a small error needs, false below P*; null between both, and when it gives no samples. */
  readonly learnable: boolean | null;
  /** Where its samples are; null when it gives none. */
  readonly verdict: SampleVerdict | null;
  /** 1 for the study that needs the least data at the reference sizes; equal needs share a rank. */
  readonly rank: number;
}

/** A formula with its value at the reference sizes; `value` null where it is too large for a number. */
export interface ComparedSize {
  readonly formula: string;
  readonly value: number | null;
  /** `128` */
  readonly text: string;
}
