import type { PlannedPoint } from '../../plan.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../neglected.js';
import { componentsAt } from './planned.js';
import { searchComponents } from './search.js';

/**
 * Measures points by the method `components`: the lowest saddle of U at full alignment with every component at once (docs/validation.md, "Several
 * components").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function componentsSaddle(): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = componentsAt(planned);
    const { lowest, spread } = await searchComponents(problem, planned.seed, pause);
    const { groups, gain } = lowest.state;
    const units = groups.reduce((sum, group) => sum + group.units, 0);
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: lowest.energy,
      error: lowest.tolerance + neglectedTerms(lowest.lambda, [{ width: problem.width, units }]),
      seen: {
        pattern: lowest.pattern,
        units,
        ...Object.fromEntries(
          groups.flatMap((group, index) => [
            [`units${index + 1}`, group.units],
            ...group.along.map((m, axis) => [`overlap${index + 1}_${axis + 1}`, m] as const),
          ]),
        ),
        gain,
        cost: lowest.cost,
        lambda: lowest.lambda,
        energyWithoutUnits: spread.energy,
        tolerance: lowest.tolerance,
      },
    };
  };
}
