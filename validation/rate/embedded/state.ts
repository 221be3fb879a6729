import type { Halves, ResponseParts } from '../heads/response.js';
import type { HeadsEnergy, HeadsState } from '../heads/energy.js';
import { headsEnergy } from '../heads/energy.js';
import { bilinearPrice } from '../heads/score-price.js';
import { stretch } from '../shared-terms.js';

/** A layer of linear units on every token and one attention layer on what they make, at given sizes. */
export interface EmbeddedProblem {
  /** By size^2 alpha and size: see `headResponseParts`. */
  readonly response: (alpha: number, size: number) => Pick<ResponseParts, 'cubic' | 'linear'>;
  /** d of the tokens. */
  readonly dimension: number;
  /** N, the units of the embedding; may be a fraction. */
  readonly width: number;
  readonly heads: number;
  /** 1 in standard scaling, H in mean-field scaling. */
  readonly chi: number;
}

/**
 * What an embedding does: W w = s has the squared length (shift + N gain)/d; along s/|s| what W makes of x across w has the variance
 * `across`. In units of the prior's variances, where shift = 0.
 */
export interface EmbeddingState {
  /** S^2 of a shift of W along one direction, on one unit or spread over all. */
  readonly shift: number;
  /** D: variance of the units' weights along w. */
  readonly gain: number;
  readonly across: number;
}

export interface EmbeddedState {
  readonly embedding: EmbeddingState;
  readonly heads: HeadsState;
}

/**
 * U at alignment 1 (docs/validation.md, "Attention behind an embedding"): the embedding's relative entropy beside the energy of the
 * heads, whose tokens along s are size * g, g of the correlation c with w.x. Exact for linear units but for what the scores of the prior see.
 */
export function embeddedEnergy(problem: EmbeddedProblem, { embedding, heads }: EmbeddedState): HeadsEnergy {
  const { response, dimension: d, width: N } = problem;
  const { shift, gain, across } = embedding;
  const seen = (shift + N * gain) / d;
  const noise = (across * (d - 1)) / d;
  const size = Math.sqrt(seen + noise);
  const c = Math.sqrt(seen / (seen + noise));
  const ofHeads = headsEnergy(
    {
      response: (alpha) => {
        const { cubic, linear } = response(alpha * size * size, size);
        const responseOf = (half: 0 | 1): number => size * (c ** 3 * cubic[half] + c * linear[half]);
        return [responseOf(0), responseOf(1)] satisfies Halves;
      },
      price: bilinearPrice,
      dimension: N,
      heads: problem.heads,
      chi: problem.chi,
    },
    heads,
  );
  const cost = (shift + N * stretch(gain) + (d - 1) * stretch(across)) / 2;
  return { ...ofHeads, energy: ofHeads.energy + cost, cost: ofHeads.cost + cost };
}
