import type { EffectiveDimension } from './effective-dimension.js';
import { measuredComponents, type MeasuredComponent } from './hermite-fit.js';
import { dot } from './matrix.js';
import type { Pace } from './pace.js';
import { scoresOf, singleIndex, type SingleIndex } from './single-index.js';
import { unexplainedShare, type Share } from './unexplained.js';
import type { Whitening } from './whitening.js';

/** A direction in the columns, and what the label is along it. */
export interface LabelDirection {
  /** w, of length 1, one number a column. */
  readonly weights: Float64Array;
  /** Their standard errors; undefined where they are not known, and where the direction was given. */
  readonly errors: Float64Array | undefined;
  /** The components of the label, of unit variance, along w.x of unit variance. */
  readonly components: readonly MeasuredComponent[];
}

/** How a label depends on its directions. */
export interface LabelFunction {
  readonly directions: readonly LabelDirection[];
  /** The share of the label's variance that no function of the directions explains. */
  readonly unexplained: Share;
}

/** The rows of one label: the columns x of zero mean, and z whitened. */
export interface LabelledRows {
  readonly x: Float64Array;
  readonly z: Float64Array;
  readonly y: Float64Array;
  readonly whitening: Whitening;
  readonly isStandardized: boolean;
}

/** Directions with larger errors than this, the sum of the variances of their coordinates, are not taken as refined. */
const mostVariance = 0.3;

/**
 * What a label is along directions.
 * @param scores w.x of each row, a list for each direction.
 */
export function alongScores(
  scores: readonly Float64Array[],
  y: Float64Array,
  directions: readonly { readonly weights: Float64Array; readonly errors?: Float64Array }[],
): LabelFunction {
  const own = scores.map(standardized);
  const label = standardized(y);
  return {
    directions: directions.map(({ weights, errors }, at) => {
      const t = own[at] ?? label;
      const length = Math.sqrt(dot(weights, weights)) || 1;
      // He_n is even or odd: of w and -w the one along which the largest odd component is positive.
      const components = measuredComponents(t, label);
      const [largest] = components
        .filter(({ degree }) => degree % 2 === 1)
        .sort((one, other) => Math.abs(other.coefficient) - Math.abs(one.coefficient));
      const sign = (largest?.coefficient ?? 0) < 0 ? -1 : 1;
      return {
        weights: weights.map((weight) => (sign * weight) / length),
        errors: errors?.map((error) => error / length),
        components: components.map((one) => ({
          ...one,
          coefficient: one.degree % 2 === 1 ? sign * one.coefficient : one.coefficient,
        })),
      };
    }),
    unexplained: unexplainedShare(own, label),
  };
}

/**
 * One direction refined by least squares, and r_1 along it with the errors of the direction and of the covariance.
 * @param start in whitened coordinates.
 * @returns undefined where the rows do not determine the direction well enough.
 */
export async function refinedDirection(
  rows: LabelledRows,
  start: Float64Array,
  pace: Pace,
): Promise<{ along: EffectiveDimension; labelFunction: LabelFunction } | undefined> {
  const { z, y, whitening } = rows;
  const { rank } = whitening;
  const index = await singleIndex(z, rank, standardized(y), start, pace);
  if (!index) return undefined;
  const [w] = whitening.backward([index.vector]);
  if (!w) return undefined;
  // w = T v, one row of T a column of the file.
  const images = whitening.backward(Array.from({ length: rank }, (_, i) => new Float64Array(rank).fill(1, i, i + 1)));
  const scores = scoresOf(z, rank, index.vector);
  const along = effectiveDimension(rows, index, w, images, scores);
  if (!along) return undefined;
  return { along, labelFunction: alongScores([scores], y, [{ weights: w, errors: unitErrors(index, w, images) }]) };
}

/** The standard errors of w/|w|, times |w|: what moves w along itself does not count. */
function unitErrors(index: SingleIndex, w: Float64Array, images: readonly Float64Array[]): Float64Array {
  const square = dot(w, w);
  const along = images.map((image) => dot(image, w) / square);
  return Float64Array.from(w, (weight, j) =>
    Math.sqrt(index.varianceOf(Float64Array.from(images, (image, i) => (image[j] ?? 0) - weight * (along[i] ?? 0)))),
  );
}

/**
 * r_1 = tr C |w|^2 for w.x of unit variance. Errors of w across it make |w|^2 too large by their variances, which are taken away (derived,
 * to second order); the standard error is that of the sum of what each row contributes (derived, to first order).
 * @param t w.x of each row.
 */
function effectiveDimension(
  { x, y, whitening, isStandardized }: LabelledRows,
  index: SingleIndex,
  w: Float64Array,
  images: readonly Float64Array[],
  t: Float64Array,
): EffectiveDimension | undefined {
  const { rank } = whitening;
  const d = w.length;
  const rows = y.length;
  const variance = t.reduce((sum, value) => sum + value * value, 0) / rows;
  const square = dot(w, w) / variance;
  const variances = Float64Array.from(w, (_, j) =>
    index.varianceOf(Float64Array.from(images, (image) => image[j] ?? 0)),
  );
  const squareBias = variances.reduce((sum, value) => sum + value, 0) / variance;
  const lengthBias = Array.from({ length: rank }, (_, i) =>
    index.varianceOf(new Float64Array(rank).fill(1, i, i + 1)),
  ).reduce((sum, value) => sum + value, 0);
  if (!(lengthBias < mostVariance) || !(squareBias < square / 2)) return undefined;
  const slope = Float64Array.from(images, (image) => (2 * dot(image, w)) / variance);
  const ofDirection = index.influenceOn(slope);
  let trace = 0;
  for (let at = 0; at < x.length; at++) trace += (x[at] ?? 0) ** 2 / rows;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = x.subarray(row * d, (row + 1) * d);
    // Standardised, the columns keep their variances, and the weights follow the scales instead.
    const ofSizes = isStandardized
      ? trace * own.reduce((total, value, i) => total + ((w[i] ?? 0) * value) ** 2, 0)
      : dot(own, own) * square;
    const part = ofSizes - (trace * square * (t[row] ?? 0) ** 2) / variance + trace * (ofDirection[row] ?? 0);
    sum += part * part;
  }
  const effective = (trace * (square - squareBias)) / (1 - lengthBias);
  return { effectiveDimension: effective, error: Math.sqrt(sum) / rows };
}

function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance) || 1;
  return values.map((value) => (value - mean) / deviation);
}
