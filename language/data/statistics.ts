import { UnusableDataError, type Table } from './table.js';

/** What was measured of the data. */
export interface MeasuredData {
  /** Rows that were used, and whether they are all. */
  readonly rows: number;
  readonly isComplete: boolean;
  /** d, the number of columns without the label. */
  readonly dimension: number;
  /** tr(C) / (w C w) along the direction w of the label or that is given, with its standard error; undefined without either. */
  readonly along: { readonly effectiveDimension: number; readonly error: number } | undefined;
  /** (tr C)^2 / tr(C^2): over how many directions the data spread. */
  readonly spread: number;
}

/** What is to be learned: the column of a label, counted from 0, or a direction in the columns. */
export type Along = { readonly label: number } | { readonly direction: Float64Array };

/** One half of the rows: its covariance and what it says of the label. */
interface Half {
  readonly covariance: Float64Array;
  readonly withLabel: Float64Array;
}

/** So many multiplications are done before others get their turn. */
const slice = 2e7;

/**
 * Measures the covariance C of the columns and, for a label y, the direction w = C^-1 cov(x, y): by Stein's lemma the direction
 * of y = g(w.x) for Gaussian x. Of two halves of the rows each gives the direction along which the other is measured, so that a
 * direction that fits its own rows too well does not show in the result. A direction that is given is measured on both.
 * @throws UnusableDataError when there are too few rows, or a column that never changes.
 */
export async function measure(table: Table, wanted: Along | undefined): Promise<MeasuredData> {
  const label = wanted && 'label' in wanted ? wanted.label : undefined;
  const { rows, width } = table;
  const dimension = width - (label === undefined ? 0 : 1);
  if (dimension < 1) throw new UnusableDataError({ code: 'only-label' });
  const least = label === undefined ? 2 : 4 * dimension;
  if (rows < least) throw new UnusableDataError({ code: 'too-few-rows', rows, dimension, least });
  const { x, y } = centred(table, label);
  const [even, odd] = [await half(x, y, dimension, 0), await half(x, y, dimension, 1)];
  const covariance = even.covariance.map((value, index) => (value + (odd.covariance[index] ?? 0)) / 2);
  const trace = traceOf(covariance, dimension);
  const largest = table.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // What rounding leaves of a column that is one number throughout.
  if (!(trace > 1e-24 * largest ** 2)) throw new UnusableDataError({ code: 'columns-constant' });
  const squares = covariance.reduce((sum, value) => sum + value * value, 0);
  const base = { rows, isComplete: table.isComplete, dimension, spread: trace ** 2 / squares };
  if (!wanted) return { ...base, along: undefined };
  const given = 'direction' in wanted ? wanted.direction : undefined;
  const one = ratio(x, dimension, given ?? direction(even, dimension), 1);
  const other = ratio(x, dimension, given ?? direction(odd, dimension), 0);
  const effectiveDimension = (one.value + other.value) / 2;
  if (!Number.isFinite(effectiveDimension)) throw new UnusableDataError({ code: 'direction-constant' });
  const error = Math.max(Math.hypot(one.error, other.error), Math.abs(one.value - other.value)) / 2;
  return { ...base, along: { effectiveDimension, error } };
}

/** The columns without their means, the label apart. */
function centred(
  { rows, width, values }: Table,
  label: number | undefined,
): { x: Float64Array; y: Float64Array | undefined } {
  const means = new Float64Array(width);
  for (let at = 0; at < rows * width; at++) means[at % width] = (means[at % width] ?? 0) + (values[at] ?? 0) / rows;
  const x = new Float64Array(rows * (width - (label === undefined ? 0 : 1)));
  const y = label === undefined ? undefined : new Float64Array(rows);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const value = (values[row * width + column] ?? 0) - (means[column] ?? 0);
      if (column === label && y) y[row] = value;
      else x[to++] = value;
    }
  }
  return { x, y };
}

/** Every other row's covariance, and its covariance with the label. */
async function half(x: Float64Array, y: Float64Array | undefined, d: number, first: 0 | 1): Promise<Half> {
  const rows = x.length / d;
  const covariance = new Float64Array(d * d);
  const withLabel = new Float64Array(d);
  const count = Math.ceil((rows - first) / 2);
  let done = 0;
  for (let row = first; row < rows; row += 2) {
    const start = row * d;
    for (let i = 0; i < d; i++) {
      const value = (x[start + i] ?? 0) / count;
      withLabel[i] = (withLabel[i] ?? 0) + value * (y?.[row] ?? 0);
      for (let j = 0; j < d; j++) covariance[i * d + j] = (covariance[i * d + j] ?? 0) + value * (x[start + j] ?? 0);
    }
    done += d * d;
    if (done > slice) {
      done = 0;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
  return { covariance, withLabel };
}

/** C^-1 cov(x, y) by conjugate gradients; a part of the mean variance on the diagonal keeps columns that repeat harmless. */
function direction({ covariance, withLabel }: Half, d: number): Float64Array {
  const ridge = (1e-6 * traceOf(covariance, d)) / d;
  const applied = (vector: Float64Array): Float64Array =>
    Float64Array.from({ length: d }, (_, i) => {
      let sum = ridge * (vector[i] ?? 0);
      for (let j = 0; j < d; j++) sum += (covariance[i * d + j] ?? 0) * (vector[j] ?? 0);
      return sum;
    });
  const w = new Float64Array(d);
  const rest = Float64Array.from(withLabel);
  let step = Float64Array.from(rest);
  let size = dot(rest, rest);
  const enough = size * 1e-20;
  if (!(size > 0)) throw new UnusableDataError({ code: 'label-not-linear' });
  for (let round = 0; round < 3 * d && size > enough; round++) {
    const image = applied(step);
    const length = size / dot(step, image);
    for (let i = 0; i < d; i++) {
      w[i] = (w[i] ?? 0) + length * (step[i] ?? 0);
      rest[i] = (rest[i] ?? 0) - length * (image[i] ?? 0);
    }
    const next = dot(rest, rest);
    step = rest.map((value, i) => value + (next / size) * (step[i] ?? 0));
    size = next;
  }
  return w;
}

/** The mean of |x|^2 over that of (w.x)^2 with |w| = 1, over every other row, and its standard error to first order. */
function ratio(x: Float64Array, d: number, w: Float64Array, first: 0 | 1): { value: number; error: number } {
  const norm = Math.sqrt(dot(w, w));
  const all: number[] = [];
  const along: number[] = [];
  for (let start = first * d; start < x.length; start += 2 * d) {
    const row = x.subarray(start, start + d);
    all.push(dot(row, row));
    along.push((dot(row, w) / norm) ** 2);
  }
  const [above, below] = [mean(all), mean(along)];
  const value = above / below;
  const deviation = mean(all.map((one, index) => (one - value * (along[index] ?? 0)) ** 2));
  return { value, error: Math.sqrt(deviation / all.length) / below };
}

function traceOf(matrix: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += matrix[i * d + i] ?? 0;
  return sum;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
