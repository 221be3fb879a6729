import { gaussianNodes } from '../quadrature.js';
import type { LayerBehind } from './behind.js';
import type { Halves } from './response.js';
import type { ScorePrice } from './score-price.js';
import { stretch } from '../shared-terms.js';

/** One attention layer at given sizes. */
export interface HeadsProblem {
  /** <o, y> of a head by its alpha, in two halves, and <o, w.x_q> where the layers behind want to know it. */
  readonly response: (alpha: number) => readonly [...Halves, number?];
  readonly price: ScorePrice;
  readonly dimension: number;
  /** H; may be a fraction. */
  readonly heads: number;
  /** 1 in standard scaling, H in mean-field scaling. */
  readonly chi: number;
  /** The layers behind it, the first one first; none where it is left out. */
  readonly after?: readonly LayerBehind[];
  /** The relative variance of lambda that random values bring, through which the heads reach the residual stream. */
  readonly mixing?: number;
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

/** What the scores pay, and the variance of the alignment that they give a readout of the heads. */
interface ScoredHeads {
  readonly cost: number;
  readonly lambda: number;
  /** The mean of 1/lambda over its mean's inverse, to second order. */
  readonly fluctuation: number;
  /** The mean square of what a head holds of w.x_q. */
  readonly query: number;
  readonly bias: number;
}

const nodes = gaussianNodes(0.75, 4.5);
/** Heads in a state. Squares of <o, y> are products of the two halves' means, which has no bias. */
function scoredHeads(
  { response, price, dimension: d, heads, chi }: HeadsProblem,
  { turned, alpha, gain }: HeadsState,
): ScoredHeads {
  const others = Math.max(heads - turned, 0);
  let [squares, noise, variance, query] = [0, 0, 0, 0];
  const add = (count: number, at: number): number => {
    const [one, two, held = 0] = response(at);
    query += (count * held ** 2) / heads;
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
  return {
    cost: (turned > 0 ? turned * price.held(d * alpha) : 0) + (others > 0 ? others * price.gained(gain) : 0),
    lambda: squares / (chi * heads * d),
    fluctuation: 1 + variance / squares ** 2,
    query,
    bias: noise / squares,
  };
}

/** U at alignment 1 (docs/validation.md, "Attention"). */
export function headsEnergy(problem: HeadsProblem, state: HeadsState): HeadsEnergy {
  const { bias, query, ...scored } = scoredHeads(problem, state);
  let { cost, lambda, fluctuation } = scored;
  fluctuation += problem.mixing ?? 0;
  for (const [index, layer] of (problem.after ?? []).entries()) {
    const gain = state.after?.[index] ?? 1;
    const passed = layer.passed(gain, query);
    cost += (layer.width * stretch(gain)) / 2;
    lambda *= passed.factor;
    fluctuation += passed.fluctuation;
  }
  const energy = cost + fluctuation / (2 * lambda) + Math.log(lambda) / 2;
  return { energy: lambda > 0 && Number.isFinite(energy) ? energy : Infinity, cost, lambda, bias };
}
