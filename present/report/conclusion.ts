import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { exponentNumber, numberText } from '../numbers.js';
import { patternLabel } from '../words/results.js';
import { isScan } from './findings.js';
import type { Row } from './facts.js';
import { pointQuantity } from './quantity.js';

/**
 * What to conclude from a result, in sentences: what its verdict means for the prediction, and what to do next.
 * @returns nothing while it runs without a measured exponent.
 */
export function conclusion(result: ValidationResult): string[] {
  const { status, measured, verdict, predicted, sweep } = result;
  // It was refused: its reason says all.
  if (status === 'failed' && result.points.length === 0) return [];
  if (!measured) {
    return status === 'running'
      ? []
      : [t('Conclude nothing yet: no exponent was measured. Resume the run, or measure at more sizes.')];
  }
  const [low, high] = [Math.min(...sweep.values), Math.max(...sweep.values)].map(numberText);
  const range = `${sweep.variable} = ${low}…${high}`;
  const scale = `${sweep.variable}^${predicted.exponent}`;
  switch (verdict) {
    case 'agrees':
      return [
        t`The heuristic's scaling ${scale} holds for ${range}. Use it to compare sizes there; the constant factor is measured, not predicted.`,
      ];
    case 'disagrees':
      return [
        t`The heuristic's scaling ${scale} does not hold for ${range}: it was measured to be ${sweep.variable}^${exponentNumber(measured.exponent)}. Do not use the prediction at these sizes.`,
      ];
    case 'cannot tell':
      return [
        t`This run decides neither for nor against the scaling ${scale}. Measure at larger sizes, or with the preset full.`,
      ];
  }
}

/** The pattern that was predicted beside the one that was seen at the largest size, in words; nothing where none was seen. */
export function patternComparison({ predicted, diagnostics }: ValidationResult): string | undefined {
  const seen = diagnostics['patternSeen'];
  if (typeof seen !== 'string' || seen === '') return undefined;
  const [expected, found] = [patternLabel(predicted.pattern), patternLabel(seen)];
  return expected === found
    ? t`${found}, as predicted`
    : t`predicted ${expected}, seen ${found} at the largest size: the pattern differs`;
}

/** The columns of the points, and the level, each with its meaning. */
export function legend(result: ValidationResult): Row[] {
  const { level, sweep, points } = result;
  const others = Object.keys(points[0]?.sizes ?? {}).filter((name) => name !== sweep.variable);
  const sizes = others.filter((name) => name !== 'P');
  const several = points.some(({ seed }) => seed !== points[0]?.seed);
  return [
    [t`level ${level}`, levelMeaning(result)],
    [sweep.variable, t('The swept size: each value is a network of that size.')],
    ...(sizes.length > 0 ? [[sizes.join(', '), t('Sizes that follow the swept one.')] as const] : []),
    ...(others.includes('P') ? [['P', t('The number of training samples.')] as const] : []),
    ...(several ? [[t('seed'), t('Which draw of weights and data: the same network again.')] as const] : []),
    [pointQuantity(level), quantityMeaning(result)],
    [t('error'), t('One standard error of the value beside it.')],
    [t('seen'), t('What the hidden layers did there: the pattern, and how many units took part.')],
  ];
}

function levelMeaning({ level }: ValidationResult): string {
  switch (level) {
    case 'rate':
      return t('Random networks of the prior, without a data set.');
    case 'estimate':
      return t('P* at equilibrium, by the lowest state and without training.');
    case 'training':
      return t('Networks sampled on data sets.');
    case 'descent':
      return t('Networks trained by an ordinary optimiser on data sets.');
  }
}

function quantityMeaning(result: ValidationResult): string {
  switch (result.level) {
    case 'rate':
      return t('The energy of alignment 1: minus the logarithm of its probability in a random network.');
    case 'estimate':
      return t('The number of samples at which alignment reaches 1/2.');
    case 'training':
    case 'descent':
      return isScan(result)
        ? t("Overlap of the network's function with the target at a ridge: 0 is none, 1 is all.")
        : t("Overlap of the network's function with the target after P samples: 0 is none, 1 is all.");
  }
}

/** Whether the prefactor of a result can calibrate the numbers of its study. */
export function canCalibrate(result: ValidationResult): boolean {
  const { prefactor, verdict, level, status } = result;
  const isOfNumbers = level === 'rate' || level === 'training';
  return status === 'finished' && prefactor !== undefined && verdict !== 'disagrees' && isOfNumbers && !isScan(result);
}
