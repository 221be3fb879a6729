import { gaussianSource } from '../network/random.js';
import type { LangevinMethod, PlannedPoint } from '../plan.js';
import { startingPlace } from './chains.js';
import { posteriorOf } from './posterior.js';
import { stepFor } from './stiffness.js';

/** Steps longer than this would not follow the prior, whatever the data allow. */
const longestStep = 0.25;
const freshInputs = 256;

/** A study at given sizes, of which some data set is taken. */
export type SteppedStudy = Pick<PlannedPoint, 'network' | 'target' | 'informed'> & {
  readonly ridge: number;
  readonly readout: LangevinMethod['readout'];
};

/**
 * The steps for several numbers of samples: found at the fewest and the most, and in between by a power law.
 * @param rest awaited between stretches of work; whatever it throws ends the search.
 * @returns the step h for any number of samples among them, in units of time.
 */
export async function stepsFor(
  study: SteppedStudy,
  samples: readonly number[],
  rest: () => Promise<void>,
): Promise<(samples: number) => number> {
  const [fewest, most] = [Math.min(...samples), Math.max(...samples)];
  const short = await stepAt(study, most, rest);
  const long = fewest < most ? Math.max(short, await stepAt(study, fewest, rest)) : short;
  const power = fewest < most ? Math.log(short / long) / Math.log(most / fewest) : 0;
  return (one) => Number((long * (one / fewest) ** power).toPrecision(3));
}

/** The step at a number of samples: that of the stiffer of both starts. */
export async function stepAt(study: SteppedStudy, samples: number, rest: () => Promise<void>): Promise<number> {
  const { ridge, readout, ...studied } = study;
  const posterior = posteriorOf({ ...studied, seed: 1, sampling: { samples, ridge } }, { freshInputs, readout });
  let step = longestStep;
  for (const pattern of study.informed ? [undefined, study.informed] : [undefined]) {
    const normal = gaussianSource(samples);
    step = Math.min(step, stepFor(posterior, startingPlace(posterior, pattern, normal), normal));
    await rest();
  }
  return step;
}
