import { calibrationOf, type Calibration, type Prediction, type Study } from '../theory/index.js';
import type { KeptCalibrations } from './calibration/format.js';
import { networkData, type NamedData } from './lowering/input.js';
import { predictLowered } from './lowering/prediction.js';
import { placeholderRange } from './lowering/placeholder.js';
import { lowerStudy, studyParts } from './lowering/study.js';
import { networkOf } from './lowering/study-nodes.js';
import type { LoadedFile } from './text.js';

/** A study that could be predicted, with its prediction. */
export interface PredictedStudy {
  readonly study: Study;
  readonly prediction: Prediction;
  /** What the prefactors that are kept beside its file come to. */
  readonly calibration: Calibration;
  /** The data of a file that the network learns from; absent where it names none. */
  readonly data?: NamedData;
  /** True where the target is one that an import wrote and nobody has chosen. */
  readonly placeholder?: boolean;
}

/**
 * The studies of a file that could be predicted, in the order of the text.
 * @param kept the measured prefactors that are kept beside the file.
 */
export function predictedStudies(
  { studies }: Pick<LoadedFile, 'studies'>,
  kept: KeptCalibrations = new Map(),
): PredictedStudy[] {
  return studies.flatMap((node) => {
    const study = lowerStudy(node);
    const prediction = study && predictLowered(study);
    if (!study || !prediction) return [];
    const network = networkOf(node);
    const data = network && networkData(network);
    const target = studyParts(node)?.target;
    const placeholder = target !== undefined && placeholderRange(target) !== undefined;
    const calibration = calibrationOf(study, prediction, kept.get(study.name) ?? []);
    return [{ study, prediction, calibration, ...(data && { data }), ...(placeholder && { placeholder }) }];
  });
}
