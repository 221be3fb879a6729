import type { Plan, PlannedPoint } from '../plan.js';
import type { Point } from '../result.js';
import type { RateProblem } from './energy.js';
import { equalUnits } from './equal-units.js';
import { neglectedTerms } from './neglected.js';
import { overlapAt, problemAt } from './problem.js';
import { sampledRate } from './sampling.js';
import type { SaddleSearch } from './saddle.js';
import { cosineOf, findSaddle } from './saddle.js';

/**
 * Measures the points of a plan by the method `overlaps`: the lowest saddle of U (docs/validation.md, "The energy").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function overlapSaddle(plan: Plan): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  const [first] = plan.points;
  const overlap = first && overlapAt(first);
  return async (planned, pause) => {
    const problem = problemAt(planned, overlap ?? overlapAt(planned));
    const point = pointOf(planned, await findSaddle(problem, planned.seed, pause), problem);
    if (plan.preset !== 'full' || problem.width > mostSampled) return point;
    const { energy, error, exchanged } = await sampledRate(problem, { ...sampling, seed: planned.seed }, pause);
    return {
      ...point,
      seen: { ...point.seen, energySampled: energy, energySampledError: error, exchanged },
    };
  };
}

/** The full preset samples networks of so many units as well, to hold the saddle against. */
const mostSampled = 32;
const sampling = { rungs: 60, sweeps: 3000 };
/** More units than this are not tried one by one for the comparison with equal units. */
const mostEqualUnits = 64;

function pointOf(
  { sizes, seed }: PlannedPoint,
  { lowest, spread, specialised }: SaddleSearch,
  problem: RateProblem,
): Point {
  const { state } = lowest;
  const cosine = state.units > 0 ? cosineOf(state, problem) : 0;
  const hand = equalUnits(problem, mostEqualUnits);
  return {
    sizes,
    seed,
    value: lowest.energy,
    error: lowest.tolerance + neglectedTerms(lowest.lambda, [{ width: problem.width, units: state.units }]),
    seen: {
      pattern: lowest.pattern,
      units: state.units,
      overlap: Math.sqrt(state.overlap) * (state.units > 0 ? 1 : 0),
      cosine,
      gain: state.spread,
      cost: lowest.cost,
      lambda: lowest.lambda,
      energyWithoutUnits: spread.energy,
      energyWithUnits: specialised.energy,
      energyEqualUnits: hand.energy,
      tolerance: lowest.tolerance,
    },
  };
}
