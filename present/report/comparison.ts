import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import type { NamedResult } from './plot.js';
import { quantityOf } from './plots.js';
import { measuredExponent, runStatus } from './wording.js';
import { verdictText } from '../words/results.js';
import { durationText, numberText } from '../numbers.js';

/** Results with names that tell them apart: study and level, with the file or a number where that is not enough. */
export function named(results: readonly ValidationResult[]): NamedResult<ValidationResult>[] {
  const short = results.map(({ study, level }) => `${study} (${level})`);
  const long = results.map(({ file, study, level }) => `${fileName(file)}: ${study} (${level})`);
  const isAmbiguous = (names: readonly string[], name: string): boolean =>
    names.indexOf(name) !== names.lastIndexOf(name);
  return results.map((result, index) => {
    const [name = '', longer = ''] = [short[index], long[index]];
    if (!isAmbiguous(short, name)) return { name, result };
    return { name: isAmbiguous(long, longer) ? `${longer}, ${index + 1}` : longer, result };
  });
}

/** What each result found, as rows: the first row has the headings. */
export function comparisonRows(runs: readonly NamedResult<ValidationResult>[]): string[][] {
  return [
    [t('run'), t('measured'), t('verdict'), t('exponent'), t('predicted'), t('prefactor'), t('engine'), t('state')],
    ...runs.map(({ name, result }) => [
      name,
      t`${quantityOf(result)} against ${result.sweep.variable}`,
      verdictText(result.verdict),
      measuredExponent(result),
      `${result.predicted.exponent} (${result.predicted.pattern})`,
      result.prefactor ? numberText(result.prefactor.value) : t('not known'),
      result.engine,
      result.status === 'finished' ? durationText(result.seconds) : runStatus(result),
    ]),
  ];
}

const fileName = (file: string): string => file.replace(/^.*[\\/]/, '');
