import type { PlannedNetwork } from '../../plan.js';
import { steepness } from '../../network/activations.js';
import { gaussianNodes } from '../quadrature.js';
import { smoothed, steeper } from '../layers/smoothing.js';

/** A layer of units behind heads: what it makes of the feature that they hand on. */
export interface LayerBehind {
  /** N */
  readonly width: number;
  /**
   * What lambda is multiplied by when the units' weights have the variance D along the feature, and by how much that fluctuates, relative to it.
   * @param query the mean square of what a head holds of w.x_q.
   */
  passed(gain: number, query: number): { readonly factor: number; readonly fluctuation: number };
}

/** Linear units hand the feature on with the squared length of N Gaussian weights of variance D/N: D, of relative variance 2/N. */
export function linearUnits(width: number): LayerBehind {
  return { width, passed: (gain) => ({ factor: gain, fluctuation: 2 / width }) };
}

const nodes = gaussianNodes(0.5, 6);

/**
 * Units on the residual stream of a query: x_q and what the heads hand on, mixed by random values.
 *
 * The query fills the units. Along the feature a unit of weight g sqrt(D/d) sees x_q, a standard Gaussian there, and with the feature what the
 * heads hold of t = w.x_q; across it the rest of x_q, of variance (d - 1)/d. As y = t S, S the sum over the other tokens, it answers to the feature by
 * E[t^2 phi'(h)]: units that have a largest value stop gaining at D ~ d. What the tokens add to the variance of h, of order 1/L, is left out.
 * @param layer dense; with an identity around it the feature passes beside it, too.
 * @param dimension d
 */
export function unitsOnStream(layer: PlannedNetwork['layers'][number], dimension: number): LayerBehind {
  const width = layer.sizes['width'] ?? 1;
  const { slope } = steeper(smoothed(layer.activation), steepness(layer));
  const beside = layer.residual ? 1 : 0;
  const answerOf = (along: number, query: number): number => {
    const variance = (along + dimension - 1) / dimension;
    const mean = Math.sqrt((along * query) / dimension);
    return averageOver((t) => t * t * slope(mean * t, variance)) ** 2;
  };
  return {
    width,
    passed(gain, query) {
      let [mean, square] = [0, 0];
      for (let index = 0; index < nodes.at.length; index++) {
        const weight = nodes.weight[index] as number;
        const along = gain * (nodes.at[index] as number) ** 2;
        const answer = along * answerOf(along, query);
        mean += weight * answer;
        square += weight * answer * answer;
      }
      const factor = beside + mean;
      return { factor, fluctuation: Math.max(square - mean * mean, 0) / (width * factor * factor) };
    },
  };
}

function averageOver(f: (t: number) => number): number {
  let sum = 0;
  for (let index = 0; index < nodes.at.length; index++)
    sum += (nodes.weight[index] as number) * f(nodes.at[index] as number);
  return sum;
}
