import { noDirection } from '../../language/data/no-direction.js';
import type { IgnoredColumn } from '../../language/data/ignored.js';
import type { NamedData } from '../../language/lowering/input.js';
import { ignoredReasonText } from '../words/language-data.js';
import { words } from '../words/words.js';

/** The data of a file that a study rests on. */
export interface DataJson {
  /** The path of the file, as the input names it. */
  readonly path: string;
  /** The number of rows that were used. */
  readonly rows: number;
  /** The number of rows in the file: of long files not all are used. */
  readonly fileRows: number;
  /** The columns that were left out without being asked for. */
  readonly ignored: readonly IgnoredJson[];
  /** The number of columns without the label. */
  readonly columns: number;
  /** How many columns are no linear combinations of others; null without a label. */
  readonly rank: number | null;
  /** r_1, with its standard error. Without a direction it is d, with its standard deviation between directions at random. */
  readonly dEff: { readonly value: number; readonly error: number };
  /** What was compared between slices of the label: `moments` are means and second moments. Null without a label, or with a constant one. */
  readonly estimator: 'means' | 'moments' | null;
  /** The directions that the label depends on, the largest eigenvalue first. */
  readonly directions: readonly DataDirectionJson[];
  /** The next direction, which did not pass the tests; null where there is none. */
  readonly rejected: DataDirectionJson | null;
  /** Why no direction can be told from the labels, in a sentence; null where one can, or where none was asked for. */
  readonly noDirection: string | null;
}

/** A column that was left out. */
export interface IgnoredJson {
  /** Its name, or its number from 1. */
  readonly column: string;
  readonly reason: string;
}

/** A direction and its tests. */
export interface DataDirectionJson {
  /** How far the slices of the label differ along it. */
  readonly eigenvalue: number;
  /** The share of permuted labels that reach the eigenvalue. */
  readonly pValue: number;
  /** |cos| between the directions of two halves of the rows, in whitened coordinates. */
  readonly splitCosine: number;
  /** What `splitCosine` has to exceed; null where `pValue` is too large already. */
  readonly leastCosine: number | null;
}

/** The data of a study as `archscale predict --format json` prints them. */
export function dataJson({ path, data }: NamedData): DataJson {
  const { rows, fileRows, ignored, dimension, rank, along, atRandom, label } = data;
  const { effectiveDimension: value, error } = along ?? atRandom;
  const found = label === 'constant' ? undefined : label;
  const reason = noDirection(data);
  return {
    path,
    rows,
    fileRows,
    ignored: ignored.map(ignoredJson),
    columns: dimension,
    rank: rank ?? null,
    dEff: { value, error },
    estimator: found?.estimator ?? null,
    directions: (found?.directions ?? []).map(directionJson),
    rejected: found?.rejected ? directionJson(found.rejected) : null,
    noDirection: reason ? words(reason) : null,
  };
}

/** A column that was left out, with the reason in words. */
export const ignoredJson = ({ column, reason }: IgnoredColumn): IgnoredJson => ({
  column,
  reason: ignoredReasonText(reason),
});

/** A direction and its tests. */
export function directionJson({
  eigenvalue,
  pValue,
  splitCosine,
  leastCosine,
}: Omit<DataDirectionJson, 'leastCosine'> & { readonly leastCosine: number | undefined }): DataDirectionJson {
  return { eigenvalue, pValue, splitCosine, leastCosine: leastCosine ?? null };
}
