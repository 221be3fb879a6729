import { t } from '@vscode/l10n';
import type { FileData } from '../../language/data/data-files.js';
import { noDirection } from '../../language/data/no-direction.js';
import { numberText } from '../numbers.js';
import { ignoredText } from '../words/language-data.js';
import { words } from '../words/words.js';

/** What an input says of its data file. */
export interface DataNames {
  readonly path?: string | undefined;
  readonly label?: string | undefined;
  readonly direction?: string | undefined;
}

/** So many weights of a direction are shown, the largest. */
const mostWeights = 8;

/** Columns whose standard deviations differ by a larger factor are noted. */
const mostScales = 100;

/** So many eigenvalues are shown, the largest. */
const mostEigenvalues = 5;

/** How many rows and columns data have: `400 rows, 8 columns and the label`. */
export function dataSizeText({ label }: DataNames, { rows, fileRows, dimension, rank }: FileData): string {
  const fewer = rank !== undefined && rank < dimension ? t`, ${rank} of them linearly independent` : '';
  const counted =
    rows === fileRows ? t`${rows} rows` : t`${rows} rows, evenly spaced, of the ${fileRows} rows of the file`;
  return t`${counted}, ${dimension} columns${fewer}${label ? t(' and the label') : ''}`;
}

/** The columns that were left out without being asked for; empty where there are none. */
export function ignoredSentences({ ignored }: FileData): string[] {
  return ignored.length === 0 ? [] : [t`left out: ${ignored.map(ignoredText).join(', ')}`];
}

/** That columns have very different scales, which r₁ depends on; empty where they have not. */
export function scaleSentences({ deviations, columns }: FileData): string[] {
  const order = [...deviations.keys()]
    .filter((at) => (deviations[at] ?? 0) > 0)
    .sort((i, j) => (deviations[i] ?? 0) - (deviations[j] ?? 0));
  const [least, most] = [order.at(0) ?? 0, order.at(-1) ?? 0];
  const factor = (deviations[most] ?? 0) / (deviations[least] ?? 1);
  if (!(factor > mostScales)) return [];
  const [large, small] = [columns[most] ?? '', columns[least] ?? ''];
  return [
    t`the standard deviation of ${large} is ${numberText(factor)} times that of ${small}, and r₁ depends on it: write standardize: true if the network gets standardized columns`,
  ];
}

/** Over how many directions data spread, and the shares of the largest eigenvalues. */
export function spectrumSentence({ spread, spectrum, dimension }: FileData): string {
  const trace = spectrum.reduce((sum, value) => sum + value, 0);
  const shares = [...spectrum.subarray(0, mostEigenvalues)].map((value) => percentText(value / trace)).join(', ');
  return dimension > mostEigenvalues
    ? t`they spread over (tr C)² / tr C² = ${numberText(spread)} directions; the largest eigenvalues of C have the shares ${shares}`
    : t`they spread over (tr C)² / tr C² = ${numberText(spread)} directions; the eigenvalues of C have the shares ${shares}`;
}

/**
 * The effective dimension of data, and what it rests on, one sentence each.
 * @param shown how names of files are written.
 */
export function effectiveDimensionSentences(
  { direction }: DataNames,
  data: FileData,
  shown: (name: string) => string = (name) => name,
): string[] {
  const { along, atRandom, dimension, label, labelFunction } = data;
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
      t`r₁ = d = ${dimension} ± ${numberText(atRandom.error)}: without a label a direction at random, along which data have their mean variance (derived)`,
    ];
  const { directions, estimator, slices, testedRows } = label;
  const count = directions.length;
  const value = t`r₁ = ${numberText(along.effectiveDimension)} ± ${numberText(along.error)}`;
  const isRefined = labelFunction?.directions[0]?.errors !== undefined;
  return [
    count > 1
      ? t`${value}, the mean over ${count} directions of the label: tr C / (w C w), the effective dimension, with w of one half of the rows and measured on the other (derived)`
      : isRefined
        ? t`${value} along the label: tr C / (w C w), the effective dimension, with w refined by least squares (derived)`
        : t`${value} along the label: tr C / (w C w), the effective dimension, with w of one half of the rows and measured on the other (derived)`,
    ...directions.map(({ eigenvalue, pValue, splitCosine, leastCosine }, index) => {
      const name = count === 1 ? t('the direction') : t`direction ${index + 1}`;
      return t`${name} has the eigenvalue ${numberText(eigenvalue)}, p = ${numberText(pValue)} from 99 permutations of the labels, and |cos| = ${numberText(splitCosine)} between two halves, above ${numberText(leastCosine ?? 0)}`;
    }),
    estimator === 'moments'
      ? t`estimated from the means and second moments of the columns in ${slices} slices of the label, tested on ${testedRows} rows`
      : t`estimated from the means of the columns in ${slices} slices of the label, tested on ${testedRows} rows`,
  ];
}

/** What the label is along its directions: their weights, its components, and what no function of them explains; one sentence each. */
export function labelFunctionSentences({ labelFunction, columns }: FileData): string[] {
  if (!labelFunction) return [];
  const { directions, unexplained } = labelFunction;
  const isSingle = directions.length === 1;
  const ofDirections = directions.flatMap(({ weights, errors, components }, at) => {
    const order = [...weights.keys()].sort((i, j) => Math.abs(weights[j] ?? 0) - Math.abs(weights[i] ?? 0));
    const named = order.slice(0, mostWeights).map((i) => {
      const error = errors ? ` ± ${numberText(errors[i] ?? 0)}` : '';
      return `${columns[i] ?? String(i + 1)} ${numberText(weights[i] ?? 0)}${error}`;
    });
    const all = order.length > mostWeights ? t`, the largest of ${order.length}` : '';
    const parts = components.map(
      ({ degree, coefficient, error, share }) =>
        `He_${degree} ${numberText(coefficient)} ± ${numberText(error)} (${percentText(share)})`,
    );
    return isSingle
      ? [
          t`weights of w, of length 1: ${named.join(', ')}${all}`,
          t`components of the label along w, of unit variance, with their shares of its variance: ${parts.join(', ')}`,
        ]
      : [
          t`weights of direction ${at + 1}, of length 1: ${named.join(', ')}${all}`,
          t`components of the label along direction ${at + 1}, with their shares of its variance: ${parts.join(', ')}`,
        ];
  });
  const share = `${percentText(unexplained.share)} ± ${percentText(unexplained.error)}`;
  return [
    ...ofDirections,
    isSingle
      ? t`${share} of the label's variance is explained by no function of this direction: it is noise, or depends on other directions`
      : t`${share} of the label's variance at most is explained by no function of these directions: it is noise, or depends on others`,
  ];
}

/** A share in percent, with three significant digits. */
function percentText(share: number): string {
  return `${numberText(100 * share)} %`;
}
