import type { KeptCalibrations } from '../language/calibration/format.js';
import { predictedStudies, type PredictedStudy } from '../language/predicted-studies.js';
import type { FileDiagnostic, LoadedFile } from '../language/text.js';

export type { PredictedStudy };

/** A file of the language as the commands use it. */
export interface Source {
  /** The path as it was given. */
  readonly file: string;
  readonly diagnostics: readonly FileDiagnostic[];
  readonly hasErrors: boolean;
  /** The names of all its studies, broken or not. */
  readonly names: readonly string[];
  /** The studies that could be predicted, in the order of the text. */
  readonly studies: readonly PredictedStudy[];
}

/**
 * Predicts the studies of a file that has been read.
 * @param kept the measured prefactors that stand beside it.
 */
export function predicted(file: string, loaded: LoadedFile, kept?: KeptCalibrations): Source {
  const { diagnostics, studies } = loaded;
  return {
    file,
    diagnostics,
    hasErrors: diagnostics.some(({ severity }) => severity === 'error'),
    names: studies.flatMap(({ name }) => name ?? []),
    studies: predictedStudies(loaded, kept),
  };
}
