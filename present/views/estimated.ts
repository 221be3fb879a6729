import { t } from '@vscode/l10n';
import type { PredictedStudy as Predicting } from '../../language/predicted-studies.js';
import type { StudyEstimate } from '../../validation/estimate/estimate.js';
import type { EstimateOutcome } from '../../validation/estimate/outcome.js';
import { estimatedNumber, exponentNumber } from '../numbers.js';
import { patternLabel } from '../words/results.js';
import { words } from '../words/words.js';

export type { EstimateOutcome } from '../../validation/estimate/outcome.js';

/** A study with its prediction and, where one has been made, the estimate of P* in numbers. */
export interface PredictedStudy extends Predicting {
  /** The estimate at the reference sizes, or why there is none; undefined while none has been made. */
  readonly estimate?: EstimateOutcome | undefined;
}

/** The estimate of P* of a study; undefined while there is none. */
export function estimateOf({ estimate }: Pick<PredictedStudy, 'estimate'>): StudyEstimate | undefined {
  return estimate?.kind === 'estimated' ? estimate.estimate : undefined;
}

/** `650 to 2600`: between which numbers of samples P* is expected. */
export function estimateRange({ interval }: Pick<StudyEstimate, 'interval'>): string {
  return interval.map(estimatedNumber).join(t(' to '));
}

/** `about 1300 (estimate)` */
export function estimateLabel({ samples }: Pick<StudyEstimate, 'samples'>): string {
  return t`about ${estimatedNumber(samples)} (estimate)`;
}

/** `about 1300 (estimate, 650 to 2600)` */
export function estimateText(estimate: Pick<StudyEstimate, 'samples' | 'interval'>): string {
  return t`about ${estimatedNumber(estimate.samples)} (estimate, ${estimateRange(estimate)})`;
}

/** The estimate for tables and charts; null while there is none. */
export function estimateView(one: Pick<PredictedStudy, 'estimate'>) {
  const estimate = estimateOf(one);
  if (!estimate) return null;
  const { samples, interval } = estimate;
  return { value: samples, interval, text: `${estimatedNumber(samples)} (${estimateRange(estimate)})` };
}

/** The estimate at length, or why there is none, in sentences; undefined while none has been made. */
export function estimateSentences({ estimate: outcome }: Pick<PredictedStudy, 'estimate'>): string | undefined {
  if (!outcome) return undefined;
  if (outcome.kind === 'refused') {
    const { reason } = outcome;
    const why = typeof reason === 'string' ? reason : words(reason);
    return typeof reason === 'object' && reason.code.startsWith('no-estimate')
      ? why
      : t`There is no estimate of P* in numbers. ${why}`;
  }
  const { estimate } = outcome;
  const { pattern } = estimate;
  return `${t`Estimate at these sizes: alignment 1/2 needs about ${estimatedNumber(estimate.samples)} samples (${estimateRange(estimate)}), by the pattern ${patternLabel(pattern)}.`} ${growth(estimate)}`;
}

/** What alignment needs at advised sizes, in a sentence; undefined while there is no estimate. */
export function advisedEstimate(one: Pick<PredictedStudy, 'estimate'>): string | undefined {
  const estimate = estimateOf(one);
  if (!estimate) return undefined;
  return t`With these sizes alignment 1/2 needs about ${estimatedNumber(estimate.samples)} samples (estimate, ${estimateRange(estimate)}).`;
}

/** How the estimate of P* grows, in a sentence; undefined while there is none. */
export function estimateGrowth(one: Pick<PredictedStudy, 'estimate'>): string | undefined {
  const estimate = estimateOf(one);
  return estimate && growth(estimate);
}

function growth({ variable, exponent, limit }: StudyEstimate): string {
  return limit
    ? t`The estimate grows as ${slope(variable, exponent)} here, and as ${slope(variable, limit.exponent)} at ${variable} = ${estimatedNumber(limit.at)}.`
    : t`The estimate grows as ${slope(variable, exponent)} here.`;
}

/** `d^0.720` */
function slope(variable: string, exponent: number): string {
  return `${variable}^${exponentNumber(exponent)}`;
}
