import type { PatternName } from '../../../theory/index.js';
import type { EstimateSetting } from '../estimate.js';
import { denseProblem, type DenseProblem } from './dense.js';
import { findCrossing, type LowState } from './search.js';

/** P* of a closed model, and what its lowest state shows there. */
export interface ClosedEstimate {
  readonly samples: number;
  readonly pattern: string;
}

/**
 * P* by the closed models: the lowest state of U_P over families of states whose overlaps are known in closed form (docs/validation.md, "Level estimate").
 * @param guess where the search begins, if something is known.
 * @returns undefined where no closed model knows the network and the target.
 */
export async function closedEstimate(
  setting: EstimateSetting,
  pause: () => Promise<void>,
  guess?: number,
): Promise<ClosedEstimate | undefined> {
  const problem = denseProblem(setting);
  if (!problem) return undefined;
  const { ridge, noise = 0, threshold = 1 / 2 } = setting;
  const { samples, state } = await findCrossing(problem, { ridge, noise, threshold }, guess ?? 10 * problem.dimension, pause);
  return { samples, pattern: patternOf(problem, state) };
}

/** Above which cosine with w* a unit counts as specialised: half the largest possible. */
const specialisedCosine = 1 / 2;
/** From which gain on the overlaps' variance counts as feature learning. */
const learnedGain = 2;

function patternOf({ dimension, variance, along, across: outside }: DenseProblem, { states }: LowState): PatternName {
  const square = ({ lean }: (typeof states)[number]): number => lean.reduce((sum, m) => sum + m * m, 0);
  const units = states.find(({ dedicated, gain, ...state }) => dedicated && dimension * square({ dedicated, gain, ...state }) > gain);
  if (units) {
    const [turned, beside] = [variance * along * square(units), variance * outside * (units.across + units.shift.across)];
    return Math.sqrt(turned / (turned + beside)) > specialisedCosine ? 'specialization' : 'magnetization';
  }
  const rest = states.at(-1);
  return rest && dimension * square(rest) + rest.gain >= learnedGain ? 'gfl' : 'lazy';
}
