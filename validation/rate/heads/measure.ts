import type { PlannedPoint } from '../../plan.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../neglected.js';
import { headsAt } from './planned.js';
import { searchHeads } from './search.js';

/**
 * Measures points by the method `heads`: the lowest saddle of U over the scores (docs/validation.md, "Attention").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function headsSaddle(): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = headsAt(planned, planned.seed);
    const { lowest, spread, prior } = await searchHeads(problem, planned.seed, pause);
    const { turned, alpha, gain, after = [] } = lowest.state;
    // A relative error of lambda moves 1 / (2 lambda) by as much.
    const sampling = (2 * Math.sqrt(Math.max(lowest.bias, 0))) / (2 * lowest.lambda);
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: lowest.energy,
      error: lowest.tolerance + sampling + neglectedTerms(lowest.lambda, [{ width: problem.heads, units: turned }]),
      seen: {
        pattern: lowest.seen.join(', '),
        units: turned,
        alpha,
        gain,
        ...Object.fromEntries(after.map((one, index) => [`gain${index + 2}`, one])),
        cost: lowest.cost,
        lambda: lowest.lambda,
        squaredMeanBias: lowest.bias,
        energyWithoutTurnedHeads: spread.energy,
        energyFromPrior: prior,
        tolerance: lowest.tolerance,
      },
    };
  };
}
