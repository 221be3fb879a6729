import { algorithmic, type Study } from '../../../theory/index.js';
import type { MeasurementMessage } from '../../messages.js';

/**
 * What a validation that did not equilibrate must say of algorithms: whether the samples lie in the hard phase, where the data
 * allow learning and no known algorithm is fast (theory, "What an algorithm needs"; published).
 * @param study at the sizes that were measured.
 * @param samples P of the run.
 * @param sampleScale P*, from which on the data allow learning.
 * @returns undefined where nothing is published for the study's data and target, and where P is below P*.
 */
export function algorithmicNote(study: Study, samples: number, sampleScale: number): MeasurementMessage | undefined {
  const needs = algorithmic(study);
  if (!needs || samples < sampleScale) return undefined;
  const needed = [needs.smoothedSgd, needs.onlineSgd, needs.kernel].reduce((best, one) =>
    one.log(study.reference) < best.log(study.reference) ? one : best,
  );
  const neededNow = needed.value(study.reference);
  const algorithms = { samples, needed, neededNow, information: needs.informationExponent };
  return samples < neededNow
    ? { code: 'hard-phase', sampleScale, ...algorithms }
    : { code: 'no-hard-phase', ...algorithms };
}
