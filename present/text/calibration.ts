import {
  calibratedSamples,
  sampleVerdict,
  sizesOutside,
  type SampleVerdict,
  type KeptPrefactor,
  type Unused,
} from '../../theory/index.js';
import type { PredictedStudy } from '../views/predicted.js';
import { measuredText, numberText } from '../numbers.js';
import { patternLabel } from './pattern.js';

const standings: Readonly<Record<SampleVerdict, string>> = {
  above: 'P is above it',
  below: 'P is below it: not learnable',
  within: 'P lies within that interval: either may hold',
};

/** What the kept prefactors of a study come to, one line each; none where nothing is kept. */
export function calibrationLines({ study, prediction, calibration }: PredictedStudy): string[] {
  const { winner, unused } = calibration;
  return [...(winner ? [numberLine(winner)] : []), ...unused.map(unusedLine)];

  function numberLine(kept: KeptPrefactor): string {
    const samples = calibratedSamples(study, prediction.sampleScale, kept);
    const standing = sampleVerdict(study, samples);
    const number = `P* = ${measuredText(samples.value, samples.interval)}`;
    const outside = sizesOutside(study, kept).map((name) => {
      const [least, most] = kept.sizes[name] ?? [];
      return `; ${name} lies outside the sizes measured, ${numberText(least ?? NaN)} to ${numberText(most ?? NaN)}`;
    });
    return `calibrated by run ${kept.run}: ${number}${standing ? `; ${standings[standing]}` : ''}${outside.join('')}`;
  }
}

/** Why a kept prefactor is not used. */
function unusedLine({ why, kept }: Unused): string {
  return why === 'changed'
    ? `not calibrated by run ${kept.run}: the network or target has changed since; validate and calibrate again`
    : `not calibrated by run ${kept.run}: it measured ${patternLabel(kept.pattern)} by another formula or where that wins`;
}

/** A kept prefactor for a list: `9.76 [9.5, 10.1] for lazy, specialization`. */
export function prefactorText({ prefactor, pattern, level, verdict, sizes }: KeptPrefactor): string {
  const range = Object.entries(sizes).map(([name, ends]) => `${name} from ${ends.map(numberText).join(' to ')}`);
  const told = verdict === 'agrees' ? '' : '; it could not tell whether the exponents agree';
  return `${measuredText(prefactor.value, prefactor.interval)} for ${patternLabel(pattern)}, ${level} level, ${range.join(', ')}${told}`;
}
