import type { PlannedLayer, Shape } from './layer.js';
import { roundToInteger } from './layer.js';

/** How one head makes of a query the direction u with which its scores are u.x_b. */
export interface ScoreForm {
  /** The parameters of one head. */
  readonly parameters: number;
  /** The lean at which the score of two tokens is the product of what they are along a direction, in deviations `spread` there. */
  unitLean(spread: number): number;
  /** Of W_Q and W_K, [features][rank] one after the other; absent for one matrix. */
  readonly rank?: number;
  /** What the product of the query, the matrices and u is multiplied with. */
  readonly scale: number;
  /** Adds a lean along w w^T, w a direction of unit length, to the parameters of one head. */
  lean(parameters: Float64Array, direction: Float64Array, lean: number): void;
  /** Writes u for a query. */
  direction(parameters: Float64Array, from: number, query: Float64Array, u: Float64Array): void;
  /** From the derivatives by u: adds those by the parameters, and those by the query when they are wanted. */
  backward(
    parameters: Float64Array,
    from: number,
    query: Float64Array,
    toU: Float64Array,
    toParameters: Float64Array,
    toQuery?: Float64Array,
  ): void;
}

/**
 * The scores of a layer on tokens of so many features: one matrix of entries N(0, 1/d^2), or W_Q W_K^T / sqrt(rank) with entries
 * N(0, 1/d) (theory, "Softmax attention"; the second is a conjecture there).
 */
export function scoresOf({ scores }: PlannedLayer, { features }: Shape): ScoreForm {
  return scores?.form === 'lowrank' ? lowRank(features, roundToInteger(scores.rank)) : bilinear(features);
}

function bilinear(d: number): ScoreForm {
  const scale = 1 / d;
  return {
    parameters: d * d,
    scale,
    unitLean: (spread) => d / (spread * spread),
    lean: (parameters, direction, lean) => addOuter(parameters, 0, direction, direction, lean),
    direction(parameters, from, query, u) {
      u.fill(0);
      addCombination(u, parameters, from, query, scale);
    },
    backward(parameters, from, query, toU, toParameters, toQuery) {
      addOuter(toParameters, from, query, toU, scale);
      if (toQuery) addProjections(toQuery, parameters, from, toU, scale);
    },
  };
}

function lowRank(d: number, rank: number): ScoreForm {
  const scale = 1 / (d * Math.sqrt(rank));
  const inner = new Float64Array(rank);
  const toInner = new Float64Array(rank);
  const keys = d * rank;
  return {
    parameters: 2 * d * rank,
    scale,
    rank,
    // Of W_Q w and W_K w each number leans by a, and their product, rank a^2, is what holds the scores.
    unitLean: (spread) => (d * Math.sqrt(rank)) / (spread * spread),
    lean(parameters, direction, lean) {
      const each = new Float64Array(rank).fill(Math.sqrt(Math.abs(lean) / rank));
      addOuter(parameters, 0, direction, each, 1);
      addOuter(parameters, keys, direction, each, Math.sign(lean));
    },
    direction(parameters, from, query, u) {
      inner.fill(0);
      addCombination(inner, parameters, from, query, 1);
      u.fill(0);
      addProjections(u, parameters, from + keys, inner, scale);
    },
    backward(parameters, from, query, toU, toParameters, toQuery) {
      inner.fill(0);
      addCombination(inner, parameters, from, query, 1);
      addOuter(toParameters, from + keys, toU, inner, scale);
      toInner.fill(0);
      addCombination(toInner, parameters, from + keys, toU, scale);
      addOuter(toParameters, from, query, toInner, 1);
      if (toQuery) addProjections(toQuery, parameters, from, toInner, 1);
    },
  };
}

/** result += scale * sum over rows i of left_i A_i, A row by row from `from` on. */
function addCombination(result: Float64Array, a: Float64Array, from: number, left: Float64Array, scale: number): void {
  const columns = result.length;
  for (let i = 0; i < left.length; i++) {
    const factor = scale * (left[i] as number);
    const row = from + i * columns;
    for (let j = 0; j < columns; j++) result[j] = (result[j] as number) + factor * (a[row + j] as number);
  }
}

/** result_i += scale * A_i . right */
function addProjections(result: Float64Array, a: Float64Array, from: number, right: Float64Array, scale: number): void {
  const columns = right.length;
  for (let i = 0; i < result.length; i++) {
    const row = from + i * columns;
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (a[row + j] as number) * (right[j] as number);
    result[i] = (result[i] as number) + scale * sum;
  }
}

/** A += scale * left right^T */
function addOuter(a: Float64Array, from: number, left: Float64Array, right: Float64Array, scale: number): void {
  const columns = right.length;
  for (let i = 0; i < left.length; i++) {
    const factor = scale * (left[i] as number);
    const row = from + i * columns;
    for (let j = 0; j < columns; j++) a[row + j] = (a[row + j] as number) + factor * (right[j] as number);
  }
}
