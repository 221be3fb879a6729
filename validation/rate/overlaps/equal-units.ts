import type { RateProblem } from './energy.js';
import { minimise } from '../nelder-mead.js';

/** The saddle of the simplest family of states. */
export interface EqualUnits {
  readonly energy: number;
  /** M, a whole number. */
  readonly units: number;
  /** m^2 of each. */
  readonly overlap: number;
}

/**
 * The lowest U of M equal units whose weights across w* keep their typical length, all others contributing nothing: the
 * estimate that is done by hand, an upper bound that `findSaddle` lowers by letting the lengths follow. At M = N
 * and small overlaps it is Gaussian feature learning without the spread of the overlaps.
 * @param most the largest M that is tried.
 */
export function equalUnits(problem: RateProblem, most: number): EqualUnits {
  const { dimension: d, width, chi, overlap } = problem;
  const energyOf = (units: number, along: number): number => {
    const lambda = (units * overlap.squared(along, (d - 1) / d)) / (chi * width);
    return (units * d * along) / 2 + 1 / (2 * lambda) + Math.log(lambda) / 2;
  };
  let lowest: EqualUnits | undefined;
  for (let units = 1; units <= Math.min(most, width); units++) {
    const found = minimise(([log = 0]) => energyOf(units, Math.exp(log)), [lowest ? Math.log(lowest.overlap) : 1]);
    if (!lowest || found.value < lowest.energy) {
      lowest = { energy: found.value, units, overlap: Math.exp(found.at[0] ?? 0) };
    }
  }
  if (!lowest) throw new RangeError('a network has at least one unit');
  return lowest;
}
