import type { PatternName } from '../../../theory/index.js';
import type { EstimateSetting } from '../setting.js';
import { denseProblem, type DenseProblem, type GroupState } from './problem.js';
import { findCrossing, type LowState } from './search.js';
import { isStack, stackEstimate } from './stack-search.js';

/** P* of a closed model, and what its lowest state shows there. */
export interface ClosedEstimate {
  readonly samples: number;
  readonly pattern: string;
}

/** Whether a closed model knows the network and the target. */
export const isClosed = (setting: Pick<EstimateSetting, 'network' | 'target'>): boolean =>
  denseProblem(setting) !== undefined || isStack(setting);

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
  if (!problem) return isStack(setting) ? stackEstimate(setting, pause, guess) : undefined;
  const { ridge, noise = 0, threshold = 1 / 2 } = setting;
  const { samples, state } = await findCrossing(
    problem,
    { ridge, noise, threshold },
    guess ?? 10 * problem.dimension,
    pause,
  );
  return { samples, pattern: patternOf(problem, state) };
}

/** Above which cosine with w* a unit counts as specialised: half the largest possible. */
const specialisedCosine = 1 / 2;
/** How many times as far along w* as the others units are, squared, to stand out. */
const distinct = 4;
/** From which gain on the overlaps' variance counts as feature learning. */
const learnedGain = 2;

function patternOf({ dimension, variance, along, across: outside }: DenseProblem, { states }: LowState): PatternName {
  const square = ({ lean, gain }: GroupState): number => lean.reduce((sum, m) => sum + m * m, 0) + gain / dimension;
  const [units, rest] = states.length > 1 ? states : [undefined, states[0]];
  if (units && rest && square(units) > distinct * square(rest)) {
    const turned = variance * along * square(units);
    const beside = variance * outside * (units.together + units.shift.together);
    return Math.sqrt(turned / (turned + beside)) > specialisedCosine ? 'specialization' : 'magnetization';
  }
  return rest && dimension * square(rest) >= learnedGain ? 'gfl' : 'lazy';
}
