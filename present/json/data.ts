import { noDirection } from '../../language/data/no-direction.js';
import type { NamedData } from '../../language/lowering/input.js';
import { words } from '../words/words.js';

/** The data of a file that a study rests on. */
export interface DataJson {
  /** The path of the file, as the input names it. */
  readonly path: string;
  /** The number of rows that were used. */
  readonly rows: number;
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
  const { rows, dimension, rank, along, atRandom, label } = data;
  const { effectiveDimension: value, error } = along ?? atRandom;
  const found = label === 'constant' ? undefined : label;
  const reason = noDirection(data);
  return {
    path,
    rows,
    columns: dimension,
    rank: rank ?? null,
    dEff: { value, error },
    estimator: found?.estimator ?? null,
    directions: (found?.directions ?? []).map(directionJson),
    rejected: found?.rejected ? directionJson(found.rejected) : null,
    noDirection: reason ? words(reason) : null,
  };
}

function directionJson({
  eigenvalue,
  pValue,
  splitCosine,
  leastCosine,
}: Omit<DataDirectionJson, 'leastCosine'> & { readonly leastCosine: number | undefined }): DataDirectionJson {
  return { eigenvalue, pValue, splitCosine, leastCosine: leastCosine ?? null };
}
