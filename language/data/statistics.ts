import { directionsOf, labelDirections, type LabelDirections } from './directions.js';
import { labelSlices } from './label-slices.js';
import { scoresOf } from './single-index.js';
import { crossed, halfOf, type EffectiveDimension } from './effective-dimension.js';
import { eigenvaluesOf } from './eigenvalues.js';
import { alongScores, refinedDirection, type LabelFunction } from './label-function.js';
import { traceOf } from './matrix.js';
import { Pace } from './pace.js';
import { UnusableDataError, type Table } from './table.js';
import { covarianceOf, squaredNorms, Whitening } from './whitening.js';

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
  /** The standard deviations of the columns. */
  readonly deviations: Float64Array;
  /** The eigenvalues of C, the largest first. */
  readonly spectrum: Float64Array;
  /** How the label depends on its directions, or on the one that is given; undefined where there is no label or none of them. */
  readonly labelFunction: LabelFunction | undefined;
}

/** The directions of a label, or that it is one number throughout. */
export type LabelOutcome = LabelDirections | 'constant';

/** What is to be learned, and how the columns are taken. */
export interface Wanted {
  /** The column of the label, counted from 0. */
  readonly label?: number | undefined;
  /** A direction in the other columns; where it is given the label's are not looked for. */
  readonly direction?: Float64Array | undefined;
  /** Whether each column is shifted and scaled to zero mean and unit variance. */
  readonly standardize?: boolean;
}

/** Along a label so many rows are used at most, evenly spaced: they give three digits of r_1. */
const mostLabelled = 100_000;

/**
 * Measures the covariance C of the columns, and r_1 = tr C / (w C w) along a direction w that is given, or along the directions that the
 * label depends on. Those are found and tested by `labelDirections`. One direction is refined by least squares, and r_1 has the error
 * of both w and C. Of several, each of two halves of the rows gives directions along which the other is measured.
 * Where no direction passes the tests there is none, and `atRandom` holds.
 *
 * The order of the rows has no influence on what a label gives, up to 100,000 rows: they are sorted by it, equal labels by |z|^2.
 * @param wanted the label or the direction; without both only C is measured.
 * @param pace gives others their turn, and ends a measurement that nobody waits for.
 * @throws UnusableDataError when there are too few rows, or a column that never changes.
 * @throws NoLongerWantedError when nobody waits for it.
 */
export async function measure(table: Table, wanted: Wanted = {}, pace = new Pace()): Promise<MeasuredData> {
  const { label, direction, standardize = false } = wanted;
  const { rows, width } = table;
  const dimension = width - (label === undefined ? 0 : 1);
  if (dimension < 1) throw new UnusableDataError({ code: 'only-label' });
  const least = label === undefined || direction ? 2 : 4 * dimension;
  if (rows < least) throw new UnusableDataError({ code: 'too-few-rows', rows, dimension, least });
  const { x, y } = parted(table, label);
  const { covariance, unit } = await centred(x, dimension, standardize, pace);
  const trace = traceOf(covariance, dimension);
  const squares = covariance.reduce((sum, value) => sum + value * value, 0);
  const spread = trace ** 2 / squares;
  // Of u uniform on the sphere, to first order: var(u C u) / (tr C / d)^2 = 2 (d tr C^2 / (tr C)^2 - 1) / (d + 2).
  const deviation = Math.sqrt((2 * Math.max(0, dimension / spread - 1)) / (dimension + 2));
  const atRandom = { effectiveDimension: dimension, error: dimension * deviation };
  const spectrum = (await eigenvaluesOf(covariance, dimension, pace)).map((value) => value * unit ** 2);
  const deviations = Float64Array.from(
    { length: dimension },
    (_, i) => unit * Math.sqrt(covariance[i * dimension + i] ?? 0),
  );
  const base = { rows, deviations, isComplete: table.isComplete, dimension, spread, spectrum, atRandom };
  const none = { along: undefined, labelFunction: undefined };
  const isConstant = y?.every((value) => value === y[0]);
  if (direction) {
    const halves = [halfOf(x, dimension, 0), halfOf(x, dimension, 1)] as const;
    const along = crossed(halves, dimension, [[direction], [direction]]);
    const scores = scoresOf(x, dimension, direction);
    const labelFunction = y && !isConstant ? alongScores([scores], y, [{ weights: direction }]) : undefined;
    return { ...base, rank: undefined, label: undefined, along, labelFunction };
  }
  if (!y) return { ...base, ...none, rank: undefined, label: undefined };
  const whitening = Whitening.of(new Float64Array(dimension), covariance, dimension);
  const { rank } = whitening;
  if (isConstant) return { ...base, ...none, rank, label: 'constant' };
  const stride = Math.ceil(rows / mostLabelled);
  const few = x.filter((_, at) => Math.floor(at / dimension) % stride === 0);
  const z = await whitening.rows(few, pace);
  const labels = y.filter((_, row) => row % stride === 0);
  const { order, slice, count } = labelSlices(labels, squaredNorms(z, rank));
  const found = await labelDirections({ z: inOrder(z, order, rank), rank, slice, count }, pace);
  const { length } = found.directions;
  if (length === 0) return { ...base, ...none, rank, label: found };
  const sorted = inOrder(few, order, dimension);
  const leading = await directionsOf(sorted, whitening, { slice, count }, found.estimator, length, pace);
  const [start] = leading;
  const refined =
    length === 1 && start
      ? await refinedDirection({ x: few, z, y: labels, whitening, isStandardized: standardize }, start, pace)
      : undefined;
  if (refined) return { ...base, rank, label: found, ...refined };
  const scores = leading.map((vector) => scoresOf(z, rank, vector));
  const weights = whitening.backward(leading);
  const labelFunction = alongScores(
    scores,
    labels,
    weights.map((own) => ({ weights: own })),
  );
  const halves = [halfOf(sorted, dimension, 0), halfOf(sorted, dimension, 1)] as const;
  const ofHalf = async (first: 0 | 1): Promise<Float64Array[]> => {
    const half = halves[first];
    const moments = await covarianceOf(half, dimension, pace);
    const whitened = Whitening.of(moments.means, moments.covariance, dimension);
    const own = { slice: slice.filter((_, at) => at % 2 === first), count };
    const k = Math.min(length, whitened.rank);
    return whitened.backward(await directionsOf(half, whitened, own, found.estimator, k, pace));
  };
  const along = crossed(halves, dimension, [await ofHalf(0), await ofHalf(1)]);
  return { ...base, rank, label: found, along, labelFunction };
}

/**
 * Shifts the columns to zero mean, and scales them all by one number, or each to unit variance.
 * @param x is changed.
 * @returns the covariance of what x is then, and the number that its columns have to be multiplied by to have their own unit.
 * @throws UnusableDataError when all columns are one number.
 */
async function centred(
  x: Float64Array,
  dimension: number,
  isStandardized: boolean,
  pace: Pace,
): Promise<{ covariance: Float64Array; unit: number }> {
  // From the first row, so that a column of one number is zero without rounding; and squares of numbers up to 1 do not overflow.
  const origin = x.slice(0, dimension);
  const sizes = new Float64Array(dimension);
  for (let at = 0; at < x.length; at++) {
    x[at] = (x[at] ?? 0) - (origin[at % dimension] ?? 0);
    sizes[at % dimension] = Math.max(sizes[at % dimension] ?? 0, Math.abs(x[at] ?? 0));
  }
  const unit = isStandardized ? 1 : sizes.reduce((most, size) => Math.max(most, size), 0);
  for (let at = 0; at < x.length; at++)
    x[at] = (x[at] ?? 0) / (isStandardized ? sizes[at % dimension] || 1 : unit || 1);
  const { means, covariance: first } = await covarianceOf(x, dimension, pace);
  let covariance = first;
  for (let at = 0; at < x.length; at++) x[at] = (x[at] ?? 0) - (means[at % dimension] ?? 0);
  if (isStandardized) {
    const deviations = Float64Array.from(
      { length: dimension },
      (_, i) => Math.sqrt(covariance[i * dimension + i] ?? 0) || 1,
    );
    for (let at = 0; at < x.length; at++) x[at] = (x[at] ?? 0) / (deviations[at % dimension] ?? 1);
    ({ covariance } = await covarianceOf(x, dimension, pace));
  }
  // What rounding leaves of columns that are one number each.
  if (!(traceOf(covariance, dimension) > 1e-24)) throw new UnusableDataError({ code: 'columns-constant' });
  return { covariance, unit };
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
