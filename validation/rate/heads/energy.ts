import { gaussianNodes } from '../layers/grid.js';
import type { Halves } from './response.js';
import type { ScorePrice } from './score-price.js';

/** One attention layer at given sizes. */
export interface HeadsProblem {
  /** <o, y> of a head, by its alpha. */
  readonly response: (alpha: number) => Halves;
  readonly price: ScorePrice;
  readonly dimension: number;
  /** H; may be a fraction. */
  readonly heads: number;
  /** 1 in standard scaling, H in mean-field scaling. */
  readonly chi: number;
  /** N of each layer of linear units behind it, the first one first; none where it is left out. */
  readonly after?: readonly number[];
}

/**
 * What the scores do: M heads hold alpha w w^T; in the others alpha is Gaussian of variance D / d^2.
 */
export interface HeadsState {
  /** M */
  readonly turned: number;
  readonly alpha: number;
  /** D */
  readonly gain: number;
  /** D of the weights of each layer behind it along what the heads hand on: to shift them costs more for the same. */
  readonly after?: readonly number[];
}

/** U of a state and its parts. */
export interface HeadsEnergy {
  readonly energy: number;
  readonly cost: number;
  /** lambda_y */
  readonly lambda: number;
  /** By how much lambda would be too large with the squares of the noisy means, relative to it. */
  readonly bias: number;
}

const nodes = gaussianNodes(0.75, 4.5);
const stretch = (v: number): number => v - 1 - Math.log(v);

/**
 * U at alignment 1 (docs/validation.md, "Attention"). Squares of <o, y> are products of the two halves' means, which has no bias.
 */
export function headsEnergy(problem: HeadsProblem, state: HeadsState): HeadsEnergy {
  const { response, price, dimension: d, heads, chi } = problem;
  const { turned, alpha, gain } = state;
  const others = Math.max(heads - turned, 0);
  let [squares, noise, variance] = [0, 0, 0];
  const add = (count: number, at: number): number => {
    const [one, two] = response(at);
    noise += (count * (one - two) ** 2) / 4;
    return one * two;
  };
  if (turned > 0) squares += turned * add(turned, alpha);
  if (others > 0) {
    let [mean, fourth] = [0, 0];
    for (let index = 0; index < nodes.at.length; index++) {
      const weight = nodes.weight[index] as number;
      const square = add(others * weight, (Math.sqrt(gain) / d) * (nodes.at[index] as number));
      mean += weight * square;
      fourth += weight * square * square;
    }
    squares += others * mean;
    variance = others * Math.max(fourth - mean * mean, 0);
  }
  let cost = (turned > 0 ? turned * price.held(d * alpha) : 0) + (others > 0 ? others * price.gained(gain) : 0);
  let lambda = squares / (chi * heads * d);
  let fluctuation = 1 + variance / squares ** 2;
  // Linear units hand the feature on with the squared length of N Gaussian weights of variance D/N: D, of relative variance 2/N.
  for (const [index, width] of (problem.after ?? []).entries()) {
    const along = state.after?.[index] ?? 1;
    cost += (width * stretch(along)) / 2;
    lambda *= along;
    fluctuation += 2 / width;
  }
  const energy = cost + fluctuation / (2 * lambda) + Math.log(lambda) / 2;
  return { energy: lambda > 0 && Number.isFinite(energy) ? energy : Infinity, cost, lambda, bias: noise / squares };
}
