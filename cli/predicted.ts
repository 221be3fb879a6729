import type { KeptCalibrations } from '../language/calibration/format.js';
import { lowerStudy, predictLowered } from '../language/index.js';
import type { FileDiagnostic, LoadedFile } from '../language/text.js';
import { calibrationOf, type Calibration, type Prediction, type Study } from '../theory/index.js';

/** A study that could be predicted, with its prediction. */
export interface PredictedStudy {
  readonly study: Study;
  readonly prediction: Prediction;
  /** What the prefactors that are kept beside its file come to. */
  readonly calibration: Calibration;
}

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
export function predicted(
  file: string,
  { diagnostics, studies }: LoadedFile,
  kept: KeptCalibrations = new Map(),
): Source {
  return {
    file,
    diagnostics,
    hasErrors: diagnostics.some(({ severity }) => severity === 'error'),
    names: studies.flatMap(({ name }) => name ?? []),
    studies: studies.flatMap((node) => {
      const study = lowerStudy(node);
      const prediction = study && predictLowered(study);
      if (!study || !prediction) return [];
      return [{ study, prediction, calibration: calibrationOf(study, prediction, kept.get(study.name) ?? []) }];
    }),
  };
}
