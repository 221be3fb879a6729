import { dot, orthonormal, pivotedCholesky, solveBackward, solveForward, type PivotedFactor } from './matrix.js';
import type { Pace } from './pace.js';

/**
 * Where other columns explain all but this share of a column's variance, it is a linear combination of them: it is left out
 * of the whitened coordinates.
 */
const tolerance = 1e-10;

/** A linear map of the columns to coordinates of zero mean and unit covariance. */
export class Whitening {
  private constructor(
    /** d, the number of columns. */
    private readonly dimension: number,
    private readonly means: Float64Array,
    private readonly deviations: Float64Array,
    private readonly factor: PivotedFactor,
  ) {}

  /**
   * The map for rows of numbers. It does not depend on the scale of a column: the correlations are factored.
   * @param x row after row, `dimension` numbers each.
   * @param covariance of the rows.
   */
  static of(means: Float64Array, covariance: Float64Array, dimension: number): Whitening {
    const deviations = Float64Array.from({ length: dimension }, (_, i) =>
      Math.sqrt(covariance[i * dimension + i] ?? 0),
    );
    const correlation = covariance.map((value, at) => {
      const product = (deviations[Math.floor(at / dimension)] ?? 0) * (deviations[at % dimension] ?? 0);
      return product > 0 ? value / product : 0;
    });
    return new Whitening(dimension, means, deviations, pivotedCholesky(correlation, dimension, tolerance));
  }

  /** The number of coordinates: fewer than the columns where some are linear combinations of others, or never change. */
  get rank(): number {
    return this.factor.pivots.length;
  }

  /** Writes the coordinates of a row. */
  forward(row: Float64Array, z: Float64Array): void {
    for (const [i, pivot] of this.factor.pivots.entries())
      z[i] = ((row[pivot] ?? 0) - (this.means[pivot] ?? 0)) / (this.deviations[pivot] ?? 1);
    solveForward(this.factor, z, z);
  }

  /** The coordinates of all rows. */
  async rows(x: Float64Array, pace: Pace): Promise<Float64Array> {
    const { dimension: d, rank } = this;
    const z = new Float64Array((x.length / d) * rank);
    for (let row = 0; row * d < x.length; row++) {
      this.forward(x.subarray(row * d, (row + 1) * d), z.subarray(row * rank, (row + 1) * rank));
      if (pace.spend((rank * rank) / 2)) await pace.rest();
    }
    return z;
  }

  /**
   * The vectors w of least length in the columns with w.x = v.z up to a constant, for each v.
   * Where columns are linear combinations of others many w do: the shortest one has the norm of w.x in the kernel x.x'.
   */
  backward(vectors: readonly Float64Array[]): Float64Array[] {
    const { dimension: d, rank, deviations, factor } = this;
    if (rank === d) {
      return vectors.map((v) => {
        const w = new Float64Array(d);
        solveBackward(factor, v).forEach((value, i) => {
          const pivot = factor.pivots[i] ?? 0;
          w[pivot] = value / (deviations[pivot] ?? 1);
        });
        return w;
      });
    }
    // x = B z with B = QR: the shortest w with B'w = v is Q u, where R'u = v.
    const { q, r } = orthonormal(
      Array.from({ length: rank }, (_, j) =>
        Float64Array.from(factor.rows, (row, i) => (row[j] ?? 0) * (deviations[i] ?? 0)),
      ),
    );
    return vectors.map((v) => {
      const u = new Float64Array(rank);
      for (let i = 0; i < rank; i++) {
        let sum = v[i] ?? 0;
        for (let j = 0; j < i; j++) sum -= (r[j]?.[i] ?? 0) * (u[j] ?? 0);
        u[i] = sum / (r[i]?.[i] ?? 1);
      }
      return Float64Array.from({ length: d }, (_, k) =>
        q.reduce((sum, column, j) => sum + (column[k] ?? 0) * (u[j] ?? 0), 0),
      );
    });
  }
}

/**
 * The mean and the covariance of rows of numbers.
 * @param x row after row, `dimension` numbers each.
 */
export async function covarianceOf(
  x: Float64Array,
  dimension: number,
  pace: Pace,
): Promise<{ means: Float64Array; covariance: Float64Array }> {
  const d = dimension;
  const rows = x.length / d;
  const means = new Float64Array(d);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < d; i++) means[i] = (means[i] ?? 0) + (x[row * d + i] ?? 0) / rows;
  const covariance = new Float64Array(d * d);
  const centred = new Float64Array(d);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < d; i++) centred[i] = (x[row * d + i] ?? 0) - (means[i] ?? 0);
    for (let i = 0; i < d; i++) {
      const value = (centred[i] ?? 0) / rows;
      for (let j = 0; j <= i; j++) covariance[i * d + j] = (covariance[i * d + j] ?? 0) + value * (centred[j] ?? 0);
    }
    if (pace.spend((d * d) / 2)) await pace.rest();
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) covariance[j * d + i] = covariance[i * d + j] ?? 0;
  return { means, covariance };
}

/** |z|^2 of each row. */
export function squaredNorms(z: Float64Array, rank: number): Float64Array {
  return Float64Array.from({ length: z.length / rank }, (_, row) => {
    const own = z.subarray(row * rank, (row + 1) * rank);
    return dot(own, own);
  });
}
