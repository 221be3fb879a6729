import type { KeptCalibrations } from '../language/calibration/format.js';
import { predictedStudies } from '../language/predicted-studies.js';
import type { LoadedFile } from '../language/text.js';
import type { Source } from '../present/views/predicted.js';

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
