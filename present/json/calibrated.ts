import { calibratedScale, sampleVerdict, type KeptPrefactor, type Bracket } from '../../theory/index.js';
import type { PredictedStudy } from '../views/predicted.js';

/** P* with the prefactor that a training run measured; null where none is kept, or where it does not hold for the winner. */
export function calibratedJson({ study, prediction, calibration: { samples: kept } }: PredictedStudy) {
  if (!kept) return null;
  const samples = calibratedScale(study, prediction.sampleScale, kept);
  return { ...numbersOf(samples, kept), standing: sampleVerdict(study, samples, prediction.fit) ?? null };
}

/** E with the prefactor that a run at the rate level measured, which says nothing about the number of samples; null as above. */
export function calibratedEnergyJson({ study, prediction, calibration: { energy: kept } }: PredictedStudy) {
  return kept ? numbersOf(calibratedScale(study, prediction.winner.energy, kept), kept) : null;
}

function numbersOf({ value, interval }: Bracket, { run, level, prefactor }: KeptPrefactor) {
  return { value, interval, run, level, prefactor };
}
