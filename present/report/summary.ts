import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { numberText } from '../numbers.js';
import type { Row } from './facts.js';
import { facts } from './facts.js';
import { patternComparison } from './conclusion.js';
import { measuredExponent, runStatus } from './wording.js';

/** What a report says of a result before its plots, as terms and descriptions. */
export function summaryRows(result: ValidationResult): Row[] {
  const { predicted, sweep, level, file } = result;
  const seen = patternComparison(result);
  return [
    [t('Measured exponent'), measuredExponent(result)],
    [t('Predicted exponent'), `${predicted.exponent} (${predicted.energy}, ${predicted.pattern})`],
    ...(seen === undefined ? [] : [[t('Pattern'), seen] as const]),
    [t('Swept'), t`${sweep.variable} over ${sweep.values.map(numberText).join(', ')}`],
    [t('Level'), level],
    [t('File'), file],
    [t('State'), runStatus(result)],
    ...facts(result),
  ];
}
