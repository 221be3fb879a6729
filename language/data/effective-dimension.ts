import { dot, pivotedCholesky, solveBackward, solveForward, traceOf } from './matrix.js';
import { UnusableDataError } from './table.js';

/** r_1 along what is to be learned, with its standard error. */
export interface EffectiveDimension {
  readonly effectiveDimension: number;
  readonly error: number;
}

/**
 * r_1 on each half along the directions of the other, and the larger of the standard error and half the difference.
 * @throws UnusableDataError when the data do not vary along a direction.
 */
export function crossed(
  [even, odd]: readonly [Float64Array, Float64Array],
  d: number,
  [ofEven, ofOdd]: readonly [readonly Float64Array[], readonly Float64Array[]],
): EffectiveDimension {
  const [one, other] = [ratio(odd, d, ofEven), ratio(even, d, ofOdd)];
  const effectiveDimension = (one.value + other.value) / 2;
  if (!Number.isFinite(effectiveDimension)) throw new UnusableDataError({ code: 'direction-constant' });
  const error = Math.max(Math.hypot(one.error, other.error), Math.abs(one.value - other.value)) / 2;
  return { effectiveDimension, error };
}

/**
 * tr C / k times the trace of (W' C W)^-1 W' W over rows of zero mean, and its standard error to first order: the mean of tr C |w|^2 over k
 * directions whose w.x are uncorrelated and of unit variance. Of one direction tr C |w|^2 / (w C w).
 * @param x row after row, d numbers each.
 * @param directions the k columns of W, of any length.
 */
function ratio(x: Float64Array, d: number, directions: readonly Float64Array[]): { value: number; error: number } {
  const k = directions.length;
  const rows = x.length / d;
  const projected = new Float64Array(rows * k);
  const gram = new Float64Array(k * k);
  let trace = 0;
  for (let row = 0; row < rows; row++) {
    const own = x.subarray(row * d, (row + 1) * d);
    trace += dot(own, own) / rows;
    for (let i = 0; i < k; i++) projected[row * k + i] = dot(directions[i] ?? own, own);
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++)
        gram[i * k + j] =
          (gram[i * k + j] ?? 0) + ((projected[row * k + i] ?? 0) * (projected[row * k + j] ?? 0)) / rows;
  }
  const factor = pivotedCholesky(gram, k, 0);
  if (factor.pivots.length < k) return { value: Number.NaN, error: Number.NaN };
  // Combinations of the directions along which the variance is 1: v = L^-1 W in the order of the pivots.
  const unit = Array.from({ length: k }, (_, i) => solveBackward(factor, new Float64Array(k).fill(1, i, i + 1)));
  const combined = unit.map((weights) =>
    Float64Array.from({ length: d }, (_, at) =>
      factor.pivots.reduce((sum, pivot, j) => sum + (weights[j] ?? 0) * (directions[pivot]?.[at] ?? 0), 0),
    ),
  );
  const norms = Float64Array.from({ length: k * k }, (_, at) =>
    dot(combined[Math.floor(at / k)] ?? projected, combined[at % k] ?? projected),
  );
  const size = traceOf(norms, k);
  const own = new Float64Array(k);
  const scores = new Float64Array(k);
  let square = 0;
  for (let row = 0; row < rows; row++) {
    const at = x.subarray(row * d, (row + 1) * d);
    for (const [i, pivot] of factor.pivots.entries()) own[i] = projected[row * k + pivot] ?? 0;
    solveForward(factor, own, scores);
    let along = 0;
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) along += (scores[i] ?? 0) * (scores[j] ?? 0) * (norms[i * k + j] ?? 0);
    square += (dot(at, at) * size - trace * along) ** 2 / rows;
  }
  return { value: (trace * size) / k, error: Math.sqrt(square / rows) / k };
}

/** Every other row. */
export function halfOf(x: Float64Array, d: number, first: 0 | 1): Float64Array {
  return x.filter((_, at) => Math.floor(at / d) % 2 === first);
}
