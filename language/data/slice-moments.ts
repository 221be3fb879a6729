import { addSquare, dot, leadingEigenpair } from './matrix.js';
import type { Pace } from './pace.js';

/**
 * What tells a direction: the means of the slices alone (sliced inverse regression), or their means and second moments.
 * The second needs more work and finds even functions too.
 */
export type DirectionEstimator = 'means' | 'moments';

/** Whitened rows in the order of their labels; even and odd places are the two halves. */
export interface SlicedRows {
  readonly z: Float64Array;
  readonly rank: number;
  readonly slice: Uint8Array;
  /** The number of slices. */
  readonly count: number;
}

/** Of the rows of one slice: how many, the sum of z, and the sum of z z'. */
interface SliceSum {
  rows: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The sums of each slice, of even and of odd places. */
export type HalvedSums = readonly [even: readonly SliceSum[], odd: readonly SliceSum[]];

/**
 * Sums over the rows of each slice.
 * @param kept so many coordinates stay where they are; the others are those of the row that `source` names.
 * @param source a permutation of the rows; none where they stay with their labels.
 */
export async function sumsOf(
  { z, rank, slice, count }: SlicedRows,
  estimator: DirectionEstimator,
  pace: Pace,
  kept = 0,
  source?: Uint32Array,
): Promise<HalvedSums> {
  const size = estimator === 'moments' ? rank * rank : 0;
  const none = (): SliceSum[] =>
    Array.from({ length: count }, () => ({ rows: 0, first: new Float64Array(rank), second: new Float64Array(size) }));
  const sums = [none(), none()] as const;
  const row = new Float64Array(rank);
  for (let at = 0; at < slice.length; at++) {
    const own = at * rank;
    const other = (source?.[at] ?? at) * rank;
    const sum = sums[at % 2 === 0 ? 0 : 1][slice[at] ?? 0];
    if (!sum) continue;
    sum.rows++;
    const { first, second } = sum;
    for (let i = 0; i < rank; i++) {
      const value = z[(i < kept ? own : other) + i] ?? 0;
      row[i] = value;
      first[i] = (first[i] ?? 0) + value;
    }
    for (let i = 0; i * rank < size; i++) {
      const value = row[i] ?? 0;
      const start = i * rank;
      for (let j = 0; j <= i; j++) second[start + j] = (second[start + j] ?? 0) + value * (row[j] ?? 0);
    }
    if (pace.spend(size === 0 ? rank : (rank * rank) / 2)) await pace.rest();
  }
  return sums;
}

/** The sums of all rows. */
export function together([even, odd]: HalvedSums): SliceSum[] {
  const added = (one: Float64Array, other: Float64Array | undefined): Float64Array =>
    one.map((value, i) => value + (other?.[i] ?? 0));
  return even.map(({ rows, first, second }, h) => ({
    rows: rows + (odd[h]?.rows ?? 0),
    first: added(first, odd[h]?.first),
    second: added(second, odd[h]?.second),
  }));
}

/** An eigenvalue with its eigenvector of length 1. */
export interface Leading {
  readonly value: number;
  readonly vector: Float64Array;
}

/**
 * The largest eigenvalues, with their vectors, of
 *
 *     M = sum_h p_h m_h m_h' + 1/2 sum_h p_h (V_h + m_h m_h' - I)^2        ("moments"; its first sum alone: "means")
 *
 * in the coordinates from `kept` on, with p_h the share, m_h the mean and V_h the covariance of the rows of slice h.
 *
 * Source: Li, Journal of the American Statistical Association 86 (1991) 316, for the first sum; Li and Wang, ibid. 102 (2007) 997,
 * for second moments (derived: their sum in this form).
 * @param count how many.
 */
export function leadingDirections(
  sums: readonly SliceSum[],
  rank: number,
  estimator: DirectionEstimator,
  kept: number,
  count: number,
): Leading[] {
  const total = sums.reduce((rows, sum) => rows + sum.rows, 0);
  const filled = sums.filter(({ rows }) => rows > 0);
  const means = filled.map(({ rows, first }) => first.map((value) => (value / rows) * Math.sqrt(rows / total)));
  if (estimator === 'means')
    return ofMeans(
      means.map((mean) => mean.subarray(kept)),
      count,
    );
  const matrix = new Float64Array(rank * rank);
  const excess = new Float64Array(rank * rank);
  for (const [h, { rows, second }] of filled.entries()) {
    const mean = means[h] ?? excess;
    for (let i = 0; i < rank; i++) {
      for (let j = 0; j <= i; j++) {
        const value = (second[i * rank + j] ?? 0) / rows - (i === j ? 1 : 0);
        excess[i * rank + j] = value;
        excess[j * rank + i] = value;
        const product = (mean[i] ?? 0) * (mean[j] ?? 0);
        matrix[i * rank + j] = (matrix[i * rank + j] ?? 0) + product;
        if (i !== j) matrix[j * rank + i] = (matrix[j * rank + i] ?? 0) + product;
      }
    }
    addSquare(matrix, excess, rank, rows / total / 2);
  }
  const size = rank - kept;
  const block = Float64Array.from(
    { length: size * size },
    (_, at) => matrix[(kept + Math.floor(at / size)) * rank + kept + (at % size)] ?? 0,
  );
  return leadingEigenpairs(block, size, count);
}

/** The leading eigenvectors of B B' from those of B'B, where B has a column for each slice. */
function ofMeans(columns: readonly Float64Array[], count: number): Leading[] {
  const slices = columns.length;
  const none = new Float64Array();
  const gram = Float64Array.from({ length: slices * slices }, (_, at) =>
    dot(columns[Math.floor(at / slices)] ?? none, columns[at % slices] ?? none),
  );
  return leadingEigenpairs(gram, slices, count).map(({ value, vector }) => {
    const length = Math.sqrt(value) || 1;
    const image = new Float64Array(columns[0]?.length ?? 0);
    for (const [h, column] of columns.entries())
      for (let i = 0; i < image.length; i++)
        image[i] = (image[i] ?? 0) + ((vector[h] ?? 0) * (column[i] ?? 0)) / length;
    return { value, vector: image };
  });
}

/** Finds the largest first and takes it away from a copy of the matrix. */
function leadingEigenpairs(matrix: Float64Array, size: number, count: number): Leading[] {
  const rest = Float64Array.from(matrix);
  return Array.from({ length: count }, () => {
    const pair = leadingEigenpair(rest, size);
    for (let at = 0; at < rest.length; at++)
      rest[at] =
        (rest[at] ?? 0) - pair.value * (pair.vector[Math.floor(at / size)] ?? 0) * (pair.vector[at % size] ?? 0);
    return pair;
  });
}

/** A reflection of the coordinates from `kept` on that makes a unit vector of them the first of them. */
export class Reflection {
  private readonly normal: Float64Array;
  private readonly factor: number;

  constructor(
    private readonly kept: number,
    vector: Float64Array,
  ) {
    this.normal = Float64Array.from(vector);
    // The sign that adds: nothing is lost to rounding. The direction's sign has no meaning.
    this.normal[0] = (vector[0] ?? 0) + ((vector[0] ?? 0) < 0 ? -1 : 1);
    this.factor = 2 / dot(this.normal, this.normal);
  }

  /** Reflects a vector in place. */
  apply(vector: Float64Array): void {
    const part = vector.subarray(this.kept);
    const along = this.factor * dot(this.normal, part);
    for (let i = 0; i < part.length; i++) part[i] = (part[i] ?? 0) - along * (this.normal[i] ?? 0);
  }

  /** Reflects every row in place. */
  applyToRows(rows: Float64Array, rank: number): void {
    for (let start = 0; start < rows.length; start += rank) this.apply(rows.subarray(start, start + rank));
  }
}
