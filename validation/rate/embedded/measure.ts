import type { PlannedPoint } from '../../plan.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../neglected.js';
import { embeddedAt } from './planned.js';
import { searchEmbedded } from './search.js';

/**
 * Measures points by the method `embedded-heads`: the lowest saddle of U over an embedding and the scores behind it (docs/validation.md,
 * "Attention behind an embedding").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function embeddedSaddle(): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = embeddedAt(planned, planned.seed);
    const { lowest, lazyEmbedding, prior } = await searchEmbedded(problem, planned.seed, pause);
    const { embedding, heads } = lowest.state;
    // A relative error of lambda moves 1 / (2 lambda) by as much.
    const sampling = Math.sqrt(Math.max(lowest.bias, 0)) / lowest.lambda;
    const units = [{ width: problem.heads, units: heads.turned }];
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: lowest.energy,
      error: lowest.tolerance + sampling + neglectedTerms(lowest.lambda, units),
      seen: {
        pattern: lowest.seen.join(', '),
        shift: embedding.shift / problem.width,
        gain1: embedding.gain,
        across1: embedding.across,
        units2: heads.turned,
        alpha2: heads.alpha,
        gain2: heads.gain,
        cost: lowest.cost,
        lambda: lowest.lambda,
        squaredMeanBias: lowest.bias,
        energyWithLazyEmbedding: lazyEmbedding.energy,
        energyFromPrior: prior,
        tolerance: lowest.tolerance,
      },
    };
  };
}
