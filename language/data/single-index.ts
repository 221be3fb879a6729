import { bestDegree, hermite, hermiteFit } from './hermite-fit.js';
import { dot, pivotedCholesky, solveBackward, solveForward, traceOf } from './matrix.js';
import type { Pace } from './pace.js';

/** Up to so many columns the covariance of the direction is that of the rows; beyond, rows count as Gaussian. */
const mostForMatrices = 64;

const mostSteps = 60;

/** A refined direction that differs more from the first one fits something else. */
const leastCosine = 0.7;

/** The direction in whitened coordinates that fits y best, and how it depends on each row. */
export interface SingleIndex {
  /** Of length 1. */
  readonly vector: Float64Array;
  /** The variance of a.vector. */
  varianceOf(a: Float64Array): number;
  /** How far a row moves a.vector, times the number of rows; to be divided by it. */
  influenceOn(a: Float64Array): Float64Array;
}

/**
 * Least squares of y = g(v.z) over unit vectors v and polynomials g: Gauss-Newton steps in v, g solved for at each. What the slices tell has
 * errors of the slices; this direction has those of the noise alone, and its covariance is known (derived; the estimator is that of
 * Ichimura, Journal of Econometrics 58 (1993) 71, with polynomials in the place of kernels).
 * @param z whitened, row after row, `rank` numbers each.
 * @param y of zero mean and unit variance.
 * @param start the direction to begin from.
 * @returns undefined where the steps lead far from there.
 */
export async function singleIndex(
  z: Float64Array,
  rank: number,
  y: Float64Array,
  start: Float64Array,
  pace: Pace,
): Promise<SingleIndex | undefined> {
  let v: Float64Array = Float64Array.from(start);
  let degree = bestDegree(scoresOf(z, rank, v), y);
  let linear = await linearised(z, rank, y, v, degree, pace);
  for (let step = 0; step < mostSteps; step++) {
    const move = solvedAcross(linear, v, linear.gradient);
    let factor = 1;
    let next = linear;
    let moved = v;
    while (factor > 1e-3) {
      moved = unit(v.map((value, i) => value + factor * (move[i] ?? 0)));
      next = await linearised(z, rank, y, moved, degree, pace);
      if (next.rest < linear.rest) break;
      factor /= 2;
    }
    if (!(next.rest < linear.rest)) break;
    const gain = 1 - next.rest / linear.rest;
    [v, linear] = [moved, next];
    if (gain > 1e-9) continue;
    const better = bestDegree(scoresOf(z, rank, v), y);
    if (better <= degree) break;
    degree = better;
    linear = await linearised(z, rank, y, v, degree, pace);
  }
  if (Math.abs(dot(v, start)) < leastCosine * Math.sqrt(dot(start, start))) return undefined;
  return { vector: v, ...(await uncertainty(z, rank, linear, v, degree, pace)) };
}

/** The least squares problem near a direction. */
interface Linearised {
  readonly rest: number;
  /** Residual times g', row after row. */
  readonly weights: Float64Array;
  /** The sum of weights z. */
  readonly gradient: Float64Array;
  /** The sum of g'^2 z z'; of Gaussian rows, where there are many columns, a multiple of the unit matrix. */
  readonly curvature: Float64Array | number;
}

async function linearised(
  z: Float64Array,
  rank: number,
  y: Float64Array,
  v: Float64Array,
  degree: number,
  pace: Pace,
): Promise<Linearised> {
  const t = scoresOf(z, rank, v);
  const { coefficients, residuals, rest } = hermiteFit(t, y, degree);
  const basis = new Float64Array(degree + 1);
  const slopes = Float64Array.from(t, (value) => {
    hermite(value, basis);
    let slope = 0;
    for (let n = 1; n <= degree; n++) slope += (coefficients[n] ?? 0) * Math.sqrt(n) * (basis[n - 1] ?? 0);
    return slope;
  });
  const weights = slopes.map((slope, row) => slope * (residuals[row] ?? 0));
  const gradient = new Float64Array(rank);
  for (let row = 0; row < t.length; row++) {
    for (let i = 0; i < rank; i++) gradient[i] = (gradient[i] ?? 0) + (weights[row] ?? 0) * (z[row * rank + i] ?? 0);
  }
  if (pace.spend(2 * z.length)) await pace.rest();
  const curvature =
    rank <= mostForMatrices
      ? await secondMoments(z, rank, slopes, pace)
      : slopes.reduce((sum, slope) => sum + slope * slope, 0);
  return { rest, weights, gradient, curvature };
}

/** The sum of a^2 z z' over the rows. */
async function secondMoments(z: Float64Array, rank: number, a: Float64Array, pace: Pace): Promise<Float64Array> {
  const sum = new Float64Array(rank * rank);
  for (let row = 0; row < a.length; row++) {
    const square = (a[row] ?? 0) ** 2;
    for (let i = 0; i < rank; i++) {
      const value = square * (z[row * rank + i] ?? 0);
      for (let j = 0; j <= i; j++) sum[i * rank + j] = (sum[i * rank + j] ?? 0) + value * (z[row * rank + j] ?? 0);
    }
    if (pace.spend((rank * rank) / 2)) await pace.rest();
  }
  for (let i = 0; i < rank; i++) for (let j = 0; j < i; j++) sum[j * rank + i] = sum[i * rank + j] ?? 0;
  return sum;
}

/** The solution of curvature d = right across v. */
function solvedAcross({ curvature }: Linearised, v: Float64Array, right: Float64Array): Float64Array {
  const rank = v.length;
  const own = across(right, v);
  if (typeof curvature === 'number') return own.map((value) => value / (curvature || 1));
  // Along v the matrix is set to its mean size, so that it can be solved with.
  const size = traceOf(curvature, rank) / rank || 1;
  const image = Float64Array.from({ length: rank }, (_, i) => dot(curvature.subarray(i * rank, (i + 1) * rank), v));
  const middle = dot(image, v);
  const matrix = curvature.map((value, at) => {
    const [i, j] = [Math.floor(at / rank), at % rank];
    const [vi, vj] = [v[i] ?? 0, v[j] ?? 0];
    return value - vi * (image[j] ?? 0) - vj * (image[i] ?? 0) + vi * vj * (middle + size);
  });
  const factor = pivotedCholesky(matrix, rank, size * 1e-9);
  const reduced = Float64Array.from(factor.pivots, (pivot) => own[pivot] ?? 0);
  solveForward(factor, reduced, reduced);
  const solution = new Float64Array(rank);
  solveBackward(factor, reduced).forEach((value, i) => (solution[factor.pivots[i] ?? 0] = value));
  return across(solution, v);
}

async function uncertainty(
  z: Float64Array,
  rank: number,
  linear: Linearised,
  v: Float64Array,
  degree: number,
  pace: Pace,
): Promise<Omit<SingleIndex, 'vector'>> {
  const { weights, curvature } = linear;
  const rows = weights.length;
  // The residuals of a fit are smaller than the noise.
  const correction = rows / Math.max(1, rows - rank - degree);
  const influenceOn = (a: Float64Array): Float64Array => {
    const solved = solvedAcross(linear, v, a);
    return weights.map(
      (weight, row) => rows * Math.sqrt(correction) * weight * dot(solved, z.subarray(row * rank, (row + 1) * rank)),
    );
  };
  if (typeof curvature === 'number') {
    const variance = (correction * weights.reduce((sum, weight) => sum + weight * weight, 0)) / (curvature ** 2 || 1);
    return { influenceOn, varianceOf: (a) => variance * (dot(a, a) - dot(a, v) ** 2) };
  }
  const covariance = new Float64Array(rank * rank);
  const noise = await secondMoments(z, rank, weights, pace);
  const half = Array.from({ length: rank }, (_, i) => solvedAcross(linear, v, noise.slice(i * rank, (i + 1) * rank)));
  for (let j = 0; j < rank; j++) {
    const column = solvedAcross(
      linear,
      v,
      Float64Array.from(half, (row) => row[j] ?? 0),
    );
    for (let i = 0; i < rank; i++) covariance[i * rank + j] = correction * (column[i] ?? 0);
  }
  const varianceOf = (a: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * dot(covariance.subarray(i * rank, (i + 1) * rank), a), 0);
  return { influenceOn, varianceOf };
}

/** v.z of each row. */
export function scoresOf(z: Float64Array, rank: number, v: Float64Array): Float64Array {
  return Float64Array.from({ length: z.length / rank }, (_, row) => dot(v, z.subarray(row * rank, (row + 1) * rank)));
}

function across(vector: Float64Array, v: Float64Array): Float64Array {
  const along = dot(vector, v);
  return vector.map((value, i) => value - along * (v[i] ?? 0));
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}
