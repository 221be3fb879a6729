import { t } from '@vscode/l10n';
import { noDirection } from '../../language/data/no-direction.js';
import type { MeasuredData } from '../../language/data/statistics.js';
import type { DataInput } from '../../language/generated/ast.js';
import { numberText } from '../numbers.js';
import { words } from '../words/words.js';

/** What an input says of its data file. */
export type DataNames = Pick<DataInput, 'path' | 'label' | 'direction'>;

/** How many rows and columns data have: `400 rows, 8 columns and the label`. */
export function dataSizeText({ label }: DataNames, { rows, isComplete, dimension, rank }: MeasuredData): string {
  const fewer = rank !== undefined && rank < dimension ? t`, ${rank} of them linearly independent` : '';
  return t`${rows} rows${isComplete ? '' : t(', the first of more')}, ${dimension} columns${fewer}${label ? t(' and the label') : ''}`;
}

/**
 * The effective dimension of data, and what it rests on, one sentence each.
 * @param shown how names of files are written.
 */
export function effectiveDimensionSentences(
  { direction }: DataNames,
  data: MeasuredData,
  shown: (name: string) => string = (name) => name,
): string[] {
  const { along, atRandom, dimension, label } = data;
  if (direction && along)
    return [
      t`r₁ = ${numberText(along.effectiveDimension)} ± ${numberText(along.error)} along ${shown(direction)}: tr C / (w C w), the effective dimension (derived)`,
    ];
  const reason = noDirection(data);
  if (reason)
    return [
      t`r₁ = d = ${dimension} ± ${numberText(atRandom.error)}: no direction can be told from these labels, and data have their mean variance along one at random (derived)`,
      words(reason),
    ];
  if (!along || !label || label === 'constant')
    return [
      t`r₁ = d = ${dimension}: without a label a direction at random, along which data have their mean variance (derived)`,
    ];
  const { directions, estimator, slices, testedRows } = label;
  const count = directions.length;
  const value = t`r₁ = ${numberText(along.effectiveDimension)} ± ${numberText(along.error)}`;
  return [
    count === 1
      ? t`${value} along the label: tr C / (w C w), the effective dimension, with w of one half of the rows and measured on the other (derived)`
      : t`${value}, the mean over ${count} directions of the label: tr C / (w C w), the effective dimension, with w of one half of the rows and measured on the other (derived)`,
    ...directions.map(({ eigenvalue, pValue, splitCosine, leastCosine }, index) => {
      const name = count === 1 ? t('the direction') : t`direction ${index + 1}`;
      return t`${name} has the eigenvalue ${numberText(eigenvalue)}, p = ${numberText(pValue)} from 99 permutations of the labels, and |cos| = ${numberText(splitCosine)} between two halves, above ${numberText(leastCosine ?? 0)}`;
    }),
    estimator === 'moments'
      ? t`estimated from the means and second moments of the columns in ${slices} slices of the label, tested on ${testedRows} rows`
      : t`estimated from the means of the columns in ${slices} slices of the label, tested on ${testedRows} rows`,
  ];
}
