import type { FileData } from '../../language/data/data-files.js';
import type { DescribedData } from '../views/described.js';
import { dataJson, directionJson, ignoredJson, type DataDirectionJson, type IgnoredJson } from './data.js';

/** A data file as `archscale describe --format json` prints it. */
export interface DescribedJson {
  readonly file: string;
  /** The number of rows in the file, and how many of them were used. */
  readonly rows: number;
  readonly rowsUsed: number;
  /** The number of columns that were used, without the label. */
  readonly columns: number;
  /** How many of them are no linear combinations of others; null without a label. */
  readonly rank: number | null;
  readonly ignored: readonly IgnoredJson[];
  /** The eigenvalues of C, the largest first, and (tr C)^2 / tr C^2. */
  readonly spectrum: { readonly eigenvalues: readonly number[]; readonly spread: number };
  /** r_1, with its standard error and its 95 % interval. */
  readonly dEff: { readonly value: number; readonly error: number; readonly interval: readonly [number, number] };
  readonly estimator: 'means' | 'moments' | null;
  /** The directions of the label, the largest eigenvalue first, with their weights. */
  readonly directions: readonly DescribedDirectionJson[];
  readonly rejected: DataDirectionJson | null;
  /** Why no direction can be told from the labels; null where one can, or without a label. */
  readonly noDirection: string | null;
  /** The components of the label along its directions, numbered from 1; empty without one. */
  readonly components: readonly ComponentJson[];
  /** The share of the label's variance that no function of the directions explains; null without one. */
  readonly unexplained: { readonly share: number; readonly error: number } | null;
  /** The lines of an .arch file; target is null where no component was found. */
  readonly input: string;
  readonly target: string | null;
}

/** A direction with its tests, null where it was given, and its weights of length 1, one a column. */
export interface DescribedDirectionJson {
  readonly eigenvalue: number | null;
  readonly pValue: number | null;
  readonly splitCosine: number | null;
  readonly leastCosine: number | null;
  readonly weights: readonly { readonly column: string; readonly weight: number; readonly error: number | null }[];
}

/** A component He_n of the label of unit variance along a direction. */
export interface ComponentJson {
  readonly direction: number;
  readonly degree: number;
  readonly coefficient: number;
  readonly error: number;
  readonly share: number;
}

/** Of a 95 % interval, in standard errors. */
const quantile = 1.96;

/** A data file and what was measured of it. */
export function describedJson(file: string, data: FileData, { input, target }: DescribedData): DescribedJson {
  const { label, labelFunction, spectrum, spread, columns, fileRows, rows, ignored } = data;
  const { dEff, rank, estimator, rejected, noDirection } = dataJson({
    path: file,
    label: undefined,
    direction: undefined,
    data,
  });
  const tested = label && label !== 'constant' ? label.directions.map(directionJson) : [];
  const untested = { eigenvalue: null, pValue: null, splitCosine: null, leastCosine: null };
  const functions = labelFunction?.directions ?? [];
  return {
    file,
    rows: fileRows,
    rowsUsed: rows,
    columns: columns.length,
    rank,
    ignored: ignored.map(ignoredJson),
    spectrum: { eigenvalues: [...spectrum], spread },
    dEff: { ...dEff, interval: [dEff.value - quantile * dEff.error, dEff.value + quantile * dEff.error] },
    estimator,
    directions: functions.map(({ weights, errors }, at) => ({
      ...(tested[at] ?? untested),
      weights: columns.map((column, i) => ({ column, weight: weights[i] ?? 0, error: errors?.[i] ?? null })),
    })),
    rejected,
    noDirection,
    components: functions.flatMap(({ components }, at) => components.map((one) => ({ direction: at + 1, ...one }))),
    unexplained: labelFunction?.unexplained ?? null,
    input,
    target: target ?? null,
  };
}
