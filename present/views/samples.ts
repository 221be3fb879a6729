import { t } from '@vscode/l10n';
import {
  calibratedScale as scaledBy,
  sampleVerdict as verdictOf,
  sizesOutside,
  type Bracket,
  type SampleVerdict,
  type KeptPrefactor,
  type Unused,
} from '../../theory/calibration.js';
import { patternLabel } from '../words/results.js';
import { factorText, intervalText, measuredText, numberText } from '../numbers.js';
import { code, plain } from '../markdown/text.js';
import { measuredFactors } from '../../theory/measured-factors.js';
import { fitExcess, fitText } from './fit.js';
import { estimateLabel, estimateOf, estimateText, type PredictedStudy } from './estimated.js';

/** P* in numbers that a run has measured. */
export interface CalibratedScale {
  readonly kept: KeptPrefactor;
  readonly samples: Bracket;
}

/** P* with the prefactor that a training run measured for the winner; undefined when none did. */
export function calibratedScale({ study, prediction, calibration }: PredictedStudy): CalibratedScale | undefined {
  const { samples: kept } = calibration;
  return kept && { kept, samples: scaledBy(study, prediction.sampleScale, kept) };
}

/** P over P* at the reference sizes, calibrated where it can be; undefined when the study gives no samples. */
export function sampleExcess(one: PredictedStudy): number | undefined {
  const { samples, reference } = one.study;
  const calibrated = calibratedScale(one);
  if (!calibrated) return samples?.over(one.prediction.sampleScale).value(reference);
  return samples && samples.value(reference) / calibrated.samples.value;
}

/** Where the samples are beside P* and what a small error needs, calibrated where it can be; undefined when the study gives none. */
export function sampleVerdict(one: PredictedStudy): SampleVerdict | undefined {
  const { fit, fitVerdict } = one.prediction;
  const calibrated = calibratedScale(one);
  return calibrated ? verdictOf(one.study, calibrated.samples, fit) : fitVerdict;
}

/**
 * Where the samples are beside the interval of the estimate of P*, with which they are compared where a run has not measured P*.
 * @returns undefined without samples, without an estimate, and where P* is calibrated.
 */
export function estimateVerdict(one: PredictedStudy): Exclude<SampleVerdict, 'between'> | undefined {
  const { samples, reference } = one.study;
  const estimate = estimateOf(one);
  if (!samples || !estimate || one.calibration.samples) return undefined;
  const given = samples.value(reference);
  const [low, high] = estimate.interval;
  return given < low ? 'below' : given > high ? 'above' : 'within';
}

/** Where the samples are beside the estimate of P*: `above P*, about 1300 (estimate)`; undefined as for `estimateVerdict`. */
export function estimateComparison(one: PredictedStudy): string | undefined {
  const estimate = estimateOf(one);
  const verdict = estimateVerdict(one);
  if (!estimate || !verdict) return undefined;
  const number = estimateLabel(estimate);
  switch (verdict) {
    case 'above':
      return t`above P*, ${number}`;
    case 'within':
      return t`near P*, ${number}`;
    case 'below':
      return t`below P*, ${number}`;
  }
}

/** True above what a small error needs, false below P*; null where neither is known, and without samples. */
export function learnableBySamples(verdict: SampleVerdict | undefined): boolean | null {
  return verdict === 'above' ? true : verdict === 'below' ? false : null;
}

/** A study whose prediction may also be had in the sizes that its file writes. */
interface InWrittenSizes extends PredictedStudy {
  readonly written?: Pick<PredictedStudy, 'study' | 'prediction'>;
}

/** Whether the samples of a study suffice, in a sentence of Markdown; undefined when it gives none. */
export function sampleVerdictSentence(one: InWrittenSizes): string | undefined {
  const estimate = estimateOf(one);
  const estimated = estimateVerdict(one);
  if (estimate && estimated) return estimateSentence(estimated, estimateText(estimate));
  const [excess, verdict] = [sampleExcess(one), sampleVerdict(one)];
  if (excess === undefined || verdict === undefined) return undefined;
  const scale = one.calibration.samples ? t('the calibrated P\\*') : 'P\\*';
  switch (verdict) {
    case 'above':
      return `${t`Its samples are above what a small error needs (${factorText(fitExcess(one) ?? excess)}).`} ${reliability(one)}`;
    case 'between':
      return t`Its samples are between the alignment bound ${scale} (${factorText(excess)}) and what a small error needs, ${plain(fitText(one.written ?? one))}.`;
    case 'below':
      return isWithinPrefactor(one, excess)
        ? t`Its samples are below ${scale} (${factorText(excess)}), by less than the unknown prefactor: either may hold.`
        : t`Its samples are below ${scale} (${factorText(excess)}): not learnable.`;
    case 'within':
      return t`Its samples lie within the interval of ${scale}: either may hold.`;
  }
}

/** Prefactors up to this are not known: a scale decides nothing by less. */
const unknownPrefactor = 10;

/** Whether samples are below an uncalibrated P* by no more than its unknown prefactor. */
function isWithinPrefactor({ calibration }: PredictedStudy, excess: number): boolean {
  return calibration.samples === undefined && excess * unknownPrefactor >= 1;
}

/** @param number the estimate: `about 1300 (estimate, 650 to 2600)`. */
function estimateSentence(verdict: Exclude<SampleVerdict, 'between'>, number: string): string {
  switch (verdict) {
    case 'above':
      return t`Its samples are above P\\*, ${number}.`;
    case 'below':
      return t`Its samples are below P\\*, ${number}.`;
    case 'within':
      return t`Its samples lie within the interval of P\\*, ${number}: either may hold.`;
  }
}

/**
 * By which factors of P* alignment was measured: by the training run that calibrates the study, else for its kind of network (`npm run
 * factors`); undefined where nothing was measured.
 */
export function factorsOf(one: PredictedStudy): Bracket['interval'] | undefined {
  return one.calibration.samples?.prefactor.interval ?? measuredFactors(one.study, one.prediction);
}

/** Whether the samples are at least what a small error needs times the largest measured factor; undefined where none was measured. */
export function isBeyondFactors(one: PredictedStudy): boolean | undefined {
  const factors = factorsOf(one);
  return factors && (fitExcess(one) ?? 0) >= factors[1];
}

/** How far a scale can be trusted: samples are enough only beyond it times the largest factor that was measured. */
function reliability(one: PredictedStudy): string {
  const factors = factorsOf(one);
  if (!factors) return t('No factor of P\\* was measured for such a network: whether they are enough is not known.');
  const range = factors.map(numberText).join(t(' to '));
  return isBeyondFactors(one)
    ? t`They are enough by the measured factors of such networks: ${range} times P\\*.`
    : t`They may be too few: alignment 1/2 was measured at ${range} times P\\* in such networks.`;
}

/** `514 [511, 515]`: P* as a run measured it, and which; null where nothing is calibrated. */
export function calibratedView(one: PredictedStudy) {
  const calibrated = calibratedScale(one);
  if (!calibrated) return null;
  const { value, interval } = calibrated.samples;
  return { text: measuredText(value, interval), interval, run: calibrated.kept.run };
}

/** P* in measured numbers, and which kept prefactors are not used and why: a paragraph of Markdown each. */
export function calibrationSentences(one: PredictedStudy): string[] {
  const { study, prediction, calibration } = one;
  const calibrated = calibratedScale(one);
  const energy = calibration.energy && scaledBy(study, prediction.winner.energy, calibration.energy);
  return [
    ...(calibrated
      ? [
          t`Calibrated by run ${code(calibrated.kept.run)}: ${calibratedNumber(calibrated)}. ${origin(one, calibrated.kept)}`,
        ]
      : []),
    ...(calibration.energy && energy
      ? [
          t`Run ${code(calibration.energy.run)} measured E = **${numberText(energy.value)}** ${plain(intervalText(energy.interval))}. ${origin(one, calibration.energy)} It calibrates E, not the number of samples: only a training run does that.`,
        ]
      : []),
    ...calibration.unused.map(unusedText),
  ];
}

/** `P\* = 514 [511, 515]` */
function calibratedNumber({ samples: { value, interval } }: CalibratedScale): string {
  return `P\\* = **${numberText(value)}** ${plain(intervalText(interval))}`;
}

function origin({ study }: PredictedStudy, kept: KeptPrefactor): string {
  const { prefactor, level, verdict } = kept;
  const outside = sizesOutside(study, kept);
  return [
    t`Its prefactor ${numberText(prefactor.value)} was measured at the ${level} level for ${plain(measuredRanges(kept))}; exponents are those of the heuristic.`,
    ...(outside.length > 0 ? [t`Outside these sizes (${outside.map(plain).join(', ')} here) it is carried on.`] : []),
    ...(verdict === 'agrees' ? [] : [t('The run could not tell whether the exponents agree.')]),
  ].join(' ');
}

/** Where a prefactor was measured: `d from 128 to 4096`. */
function measuredRanges({ sizes }: KeptPrefactor): string {
  return Object.entries(sizes)
    .map(([name, ends]) => t`${name} from ${ends.map(numberText).join(t(' to '))}`)
    .join(', ');
}

function unusedText({ why, kept }: Unused): string {
  const run = code(kept.run);
  return why === 'changed'
    ? t`Not calibrated by run ${run}: the network or target has changed since it was measured; validate and calibrate again.`
    : t`Not calibrated by run ${run}: it measured ${plain(patternLabel(kept.pattern))}, by another formula or where that wins.`;
}

/** A kept prefactor for a list: `9.76 [9.5, 10.1] for lazy, specialization, rate level, d from 128 to 4096`. */
export function prefactorText(kept: KeptPrefactor): string {
  const { prefactor, pattern, level, verdict } = kept;
  const doubt = verdict === 'agrees' ? '' : '; it could not tell whether the exponents agree';
  return `${measuredText(prefactor.value, prefactor.interval)} for ${patternLabel(pattern)}, ${level} level, ${measuredRanges(kept)}${doubt}`;
}
