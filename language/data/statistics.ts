import { directionsOf, labelDirections, type LabelDirections } from './directions.js';
import { labelSlices } from './label-slices.js';
import { dot, pivotedCholesky, solveBackward, solveForward, traceOf } from './matrix.js';
import { Pace } from './pace.js';
import { UnusableDataError, type Table } from './table.js';
import { covarianceOf, squaredNorms, Whitening } from './whitening.js';

/** r_1 along what is to be learned, with its standard error. */
export interface EffectiveDimension {
  readonly effectiveDimension: number;
  readonly error: number;
}

/** What was measured of the data. */
export interface MeasuredData {
  /** Rows that were used, and whether they are all. */
  readonly rows: number;
  readonly isComplete: boolean;
  /** d, the number of columns without the label. */
  readonly dimension: number;
  /** The number of columns that are no linear combinations of others. Undefined without a label. */
  readonly rank: number | undefined;
  /** tr(C) / (w C w) along the direction w of the label or that is given; undefined where there is none. */
  readonly along: EffectiveDimension | undefined;
  /** The same along a direction at random: d, with its standard deviation between directions. */
  readonly atRandom: EffectiveDimension;
  /** What the label tells of its directions; undefined without a label. */
  readonly label: LabelOutcome | undefined;
  /** (tr C)^2 / tr(C^2): over how many directions the data spread. */
  readonly spread: number;
}

/** The directions of a label, or that it is one number throughout. */
export type LabelOutcome = LabelDirections | 'constant';

/** What is to be learned: the column of a label, counted from 0, or a direction in the columns. */
export type Along = { readonly label: number } | { readonly direction: Float64Array };

/** Along a label so many rows are used at most, evenly spaced: they give three digits of r_1. */
const mostLabelled = 100_000;

/**
 * Measures the covariance C of the columns, and r_1 = tr C / (w C w) along a direction w that is given, or along the directions that the
 * label depends on. Those are found and tested by `labelDirections`. Of two halves of the rows each gives directions along which the other is
 * measured, so that a direction that fits its own rows too well does not show in the result. A direction that is given is measured on both.
 * Where no direction passes the tests there is none, and `atRandom` holds.
 *
 * The order of the rows has no influence on what a label gives, up to 100,000 rows: they are sorted by it, equal labels by |z|^2.
 * @param pace gives others their turn, and ends a measurement that nobody waits for.
 * @throws UnusableDataError when there are too few rows, or a column that never changes.
 * @throws NoLongerWantedError when nobody waits for it.
 */
export async function measure(table: Table, wanted: Along | undefined, pace = new Pace()): Promise<MeasuredData> {
  const label = wanted && 'label' in wanted ? wanted.label : undefined;
  const { rows, width } = table;
  const dimension = width - (label === undefined ? 0 : 1);
  if (dimension < 1) throw new UnusableDataError({ code: 'only-label' });
  const least = label === undefined ? 2 : 4 * dimension;
  if (rows < least) throw new UnusableDataError({ code: 'too-few-rows', rows, dimension, least });
  const { x, y } = parted(table, label);
  // From the first row, so that a column of one number is zero without rounding; and squares of numbers up to 1 do not overflow.
  const origin = x.slice(0, dimension);
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let at = 0; at < x.length; at++) x[at] = ((x[at] ?? 0) - (origin[at % dimension] ?? 0)) / largest;
  const { means, covariance } = await covarianceOf(x, dimension, pace);
  const trace = traceOf(covariance, dimension);
  // What rounding leaves of columns that are one number each.
  if (!(trace > 1e-24)) throw new UnusableDataError({ code: 'columns-constant' });
  const squares = covariance.reduce((sum, value) => sum + value * value, 0);
  const spread = trace ** 2 / squares;
  // Of u uniform on the sphere, to first order: var(u C u) / (tr C / d)^2 = 2 (d tr C^2 / (tr C)^2 - 1) / (d + 2).
  const deviation = Math.sqrt((2 * Math.max(0, dimension / spread - 1)) / (dimension + 2));
  const atRandom = { effectiveDimension: dimension, error: dimension * deviation };
  const base = { rows, isComplete: table.isComplete, dimension, spread, atRandom };
  for (let at = 0; at < x.length; at++) x[at] = (x[at] ?? 0) - (means[at % dimension] ?? 0);
  if (wanted && 'direction' in wanted) {
    const halves = [halfOf(x, dimension, 0), halfOf(x, dimension, 1)] as const;
    const directions = [wanted.direction];
    return { ...base, rank: undefined, label: undefined, along: crossed(halves, dimension, [directions, directions]) };
  }
  if (!y) return { ...base, rank: undefined, label: undefined, along: undefined };
  const whitening = Whitening.of(new Float64Array(dimension), covariance, dimension);
  const { rank } = whitening;
  if (y.every((value) => value === y[0])) return { ...base, rank, label: 'constant', along: undefined };
  const stride = Math.ceil(rows / mostLabelled);
  const few = x.filter((_, at) => Math.floor(at / dimension) % stride === 0);
  const z = await whitening.rows(few, pace);
  const labels = y.filter((_, row) => row % stride === 0);
  const { order, slice, count } = labelSlices(labels, squaredNorms(z, rank));
  const found = await labelDirections({ z: inOrder(z, order, rank), rank, slice, count }, pace);
  const { length } = found.directions;
  if (length === 0) return { ...base, rank, label: found, along: undefined };
  const sorted = inOrder(few, order, dimension);
  const halves = [halfOf(sorted, dimension, 0), halfOf(sorted, dimension, 1)] as const;
  const ofHalf = async (first: 0 | 1): Promise<Float64Array[]> => {
    const half = halves[first];
    const moments = await covarianceOf(half, dimension, pace);
    const whitened = Whitening.of(moments.means, moments.covariance, dimension);
    const own = { slice: slice.filter((_, at) => at % 2 === first), count };
    const k = Math.min(length, whitened.rank);
    return whitened.backward(await directionsOf(half, whitened, own, found.estimator, k, pace));
  };
  return { ...base, rank, label: found, along: crossed(halves, dimension, [await ofHalf(0), await ofHalf(1)]) };
}

/** The columns and the label apart. */
function parted(
  { rows, width, values }: Table,
  label: number | undefined,
): { x: Float64Array; y: Float64Array | undefined } {
  if (label === undefined) return { x: Float64Array.from(values), y: undefined };
  return {
    x: values.filter((_, at) => at % width !== label),
    y: Float64Array.from({ length: rows }, (_, row) => values[row * width + label] ?? 0),
  };
}

/** A copy of rows in another order. */
function inOrder(x: Float64Array, order: Uint32Array, d: number): Float64Array {
  const sorted = new Float64Array(x.length);
  order.forEach((row, to) => sorted.set(x.subarray(row * d, (row + 1) * d), to * d));
  return sorted;
}

/** Every other row. */
function halfOf(x: Float64Array, d: number, first: 0 | 1): Float64Array {
  return x.filter((_, at) => Math.floor(at / d) % 2 === first);
}

/**
 * r_1 on each half along the directions of the other, and the larger of the standard error and half the difference.
 * @throws UnusableDataError when the data do not vary along a direction.
 */
function crossed(
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
