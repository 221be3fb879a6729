import { calibratedSamples, sampleVerdict } from '../../theory/index.js';
import type { PredictedStudy } from '../views/predicted.js';

/** P* with the prefactor that a run measured; null where none is kept, or where it does not hold for the winner. */
export function calibratedJson({ study, prediction, calibration: { winner } }: PredictedStudy) {
  if (!winner) return null;
  const samples = calibratedSamples(study, prediction.sampleScale, winner);
  return {
    value: samples.value,
    interval: samples.interval,
    run: winner.run,
    level: winner.level,
    prefactor: winner.prefactor,
    standing: sampleVerdict(study, samples, prediction.fit) ?? null,
  };
}
