import { dot } from './matrix.js';
import type { Pace } from './pace.js';

/** So many steps part one eigenvalue from the others; a few are enough. */
const mostSteps = 60;

/**
 * All eigenvalues of a symmetric matrix, the largest first: Householder's reduction to a tridiagonal matrix, then QL steps with implicit shifts.
 * About 4/3 size^3 multiplications.
 *
 * Source: Golub and Van Loan, Matrix Computations (2013), sections 8.3.1 and 8.3.3.
 * @param matrix size x size.
 */
export async function eigenvaluesOf(matrix: Float64Array, size: number, pace: Pace): Promise<Float64Array> {
  const { diagonal, beside } = await tridiagonal(Float64Array.from(matrix), size, pace);
  for (let first = 0; first < size; first++) {
    for (let step = 0; step < mostSteps; step++) {
      let last = first;
      while (last + 1 < size && !isNegligible(diagonal, beside, last)) last++;
      if (last === first) break;
      stepQl(diagonal, beside, first, last);
    }
  }
  return diagonal.sort().reverse();
}

function isNegligible(diagonal: Float64Array, beside: Float64Array, at: number): boolean {
  const scale = Math.abs(diagonal[at] ?? 0) + Math.abs(diagonal[at + 1] ?? 0);
  return Math.abs(beside[at] ?? 0) <= Number.EPSILON * scale;
}

/** One step on the rows `first` to `last` of a tridiagonal matrix. */
function stepQl(diagonal: Float64Array, beside: Float64Array, first: number, last: number): void {
  const d = (at: number): number => diagonal[at] ?? 0;
  const e = (at: number): number => beside[at] ?? 0;
  const slope = (d(first + 1) - d(first)) / (2 * e(first));
  const shifted = slope + (slope < 0 ? -1 : 1) * Math.hypot(slope, 1);
  let g = d(last) - d(first) + e(first) / shifted;
  let [sine, cosine, p] = [1, 1, 0];
  for (let at = last - 1; at >= first; at--) {
    const f = sine * e(at);
    const b = cosine * e(at);
    const r = Math.hypot(f, g);
    beside[at + 1] = r;
    if (r === 0) {
      diagonal[at + 1] = d(at + 1) - p;
      beside[last] = 0;
      return;
    }
    [sine, cosine] = [f / r, g / r];
    g = d(at + 1) - p;
    const turned = (d(at) - g) * sine + 2 * cosine * b;
    p = sine * turned;
    diagonal[at + 1] = g + p;
    g = cosine * turned - b;
  }
  diagonal[first] = d(first) - p;
  beside[first] = g;
  beside[last] = 0;
}

/** The diagonal and what stands beside it, after reflections of the matrix, which is changed. */
async function tridiagonal(
  a: Float64Array,
  size: number,
  pace: Pace,
): Promise<{ diagonal: Float64Array; beside: Float64Array }> {
  const beside = new Float64Array(size);
  for (let k = 0; k + 2 < size; k++) {
    const rest = size - k - 1;
    const v = a.slice(k * size + k + 1, (k + 1) * size);
    const norm = Math.sqrt(dot(v, v));
    beside[k] = (v[0] ?? 0) < 0 ? norm : -norm;
    v[0] = (v[0] ?? 0) - (beside[k] ?? 0);
    const square = dot(v, v);
    if (square === 0) continue;
    const p = Float64Array.from(
      { length: rest },
      (_, i) => (2 * dot(a.subarray((k + 1 + i) * size + k + 1, (k + 2 + i) * size), v)) / square,
    );
    const half = dot(p, v) / square;
    const w = p.map((value, i) => value - half * (v[i] ?? 0));
    for (let i = 0; i < rest; i++) {
      const row = (k + 1 + i) * size + k + 1;
      for (let j = 0; j < rest; j++)
        a[row + j] = (a[row + j] ?? 0) - (v[i] ?? 0) * (w[j] ?? 0) - (w[i] ?? 0) * (v[j] ?? 0);
    }
    if (pace.spend(3 * rest * rest)) await pace.rest();
  }
  if (size > 1) beside[size - 2] = a[(size - 2) * size + size - 1] ?? 0;
  return { diagonal: Float64Array.from({ length: size }, (_, i) => a[i * size + i] ?? 0), beside };
}
