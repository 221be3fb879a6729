import { cpus } from 'node:os';
import { pause } from '../pause.js';
import type { PlannedPoint } from '../plan.js';
import { equalUnits } from '../rate/equal-units.js';
import type { RateProblem } from '../rate/energy.js';
import { overlapOf } from '../rate/overlap.js';
import { problemAt } from '../rate/problem.js';
import type { SaddleSearch } from '../rate/saddle.js';
import { cosineOf, findSaddle } from '../rate/saddle.js';
import { neglectedTerms } from '../rate/neglected.js';
import type { Point } from '../result.js';
import type { Engine } from './engine.js';

/** The embedded engine: the saddle of the hidden weights' energy, in plain TypeScript, on one core. */
export const javascript: Engine = {
  name: 'js',
  version: '1',
  levels: ['rate'],
  device: () => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  async run(plan, done, emit, signal) {
    const overlap = overlapOf(plan.network.activation, plan.target.degree);
    const begun = performance.now();
    let measured = 0;
    for (const [index, planned] of plan.points.entries()) {
      if (done.has(index)) continue;
      const problem = problemAt(planned, plan.network.scaling, overlap);
      const search = await findSaddle(problem, planned.seed, () => pause(signal));
      await emit({ event: 'point', index, point: pointOf(planned, search, problem) });
      measured++;
      const finished = done.size + measured;
      const secondsLeft = ((performance.now() - begun) / 1000 / measured) * (plan.points.length - finished);
      await emit({ event: 'progress', done: finished, of: plan.points.length, secondsLeft });
    }
  },
};

/** More units than this are not tried one by one for the comparison with equal units. */
const mostEqualUnits = 64;

function pointOf(
  { sizes, seed }: PlannedPoint,
  { lowest, spread, specialised }: SaddleSearch,
  problem: RateProblem,
): Point {
  const { state } = lowest;
  const cosine = state.units > 0 ? cosineOf(state, problem.dimension) : 0;
  const hand = equalUnits(problem, mostEqualUnits);
  return {
    sizes,
    seed,
    value: lowest.energy,
    error: lowest.tolerance + neglectedTerms(lowest, problem),
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
