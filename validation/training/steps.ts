import type { GaussianSource } from '../network/random.js';
import { gaussianSource } from '../network/random.js';
import type { LangevinMethod, PlannedPoint } from '../plan.js';
import { startingPlace } from './chains.js';
import { Langevin } from './langevin.js';
import type { Posterior } from './posterior.js';
import { posteriorOf } from './posterior.js';
import type { Load } from './scan.js';
import { stepFor } from './stiffness.js';

/** Steps longer than this would not follow the prior, whatever the data allow. */
const longestStep = 0.25;
const freshInputs = 256;
/** <v^2> above it shows a step that is too long; of small networks it fluctuates by some percent in so short a time. */
const warmest = 1.15;
const shortening = 0.8;
const mostTries = 5;
/** Of a chain whose temperature is taken, in units of time, and how often. In its first half what it learns heats it. */
const duration = 16;
const looks = 24;

/** A study at given sizes, of which some data set is taken. */
export type SteppedStudy = Pick<PlannedPoint, 'network' | 'target' | 'informed'> & {
  readonly readout: LangevinMethod['readout'];
};

/**
 * The steps for several numbers of samples or ridges: found at the least and the largest P/kappa, and in between by a power law.
 * @param rest awaited between stretches of work; whatever it throws ends the search.
 * @returns the step h for any of them, in units of time.
 */
export async function stepsFor(
  study: SteppedStudy,
  loads: readonly Load[],
  rest: () => Promise<void>,
): Promise<(load: Load) => number> {
  const weight = ({ samples, ridge }: Load): number => samples / ridge;
  const ordered = [...loads].sort((a, b) => weight(a) - weight(b));
  const [least, most] = [ordered[0] as Load, ordered.at(-1) as Load];
  const short = await stepAt(study, most, rest);
  if (weight(least) === weight(most)) return () => Number(short.toPrecision(3));
  const long = Math.max(short, await stepAt(study, least, rest));
  const power = Math.log(short / long) / Math.log(weight(most) / weight(least));
  return (load) => Number((long * (weight(load) / weight(least)) ** power).toPrecision(3));
}

/** The step at a number of samples and a ridge, shortened until chains from both starts keep their temperature. */
async function stepAt(study: SteppedStudy, load: Load, rest: () => Promise<void>): Promise<number> {
  let step = await stiffStepAt(study, load, rest);
  const { posterior, starts, normal } = begun(study, load);
  for (let tries = 0; tries < mostTries; tries++) {
    let heat = 0;
    for (const start of starts) {
      heat += (await temperature(posterior, start.slice(), step, normal, rest)) / starts.length;
    }
    if (heat < warmest) break;
    step *= shortening;
  }
  return step;
}

/** The step at a number of samples and a ridge by the stiffness alone: a few looks at it along short chains from both starts. */
export async function stiffStepAt(study: SteppedStudy, load: Load, rest: () => Promise<void>): Promise<number> {
  const { posterior, starts, normal } = begun(study, load);
  let step = longestStep;
  for (const start of starts) {
    step = Math.min(step, stepFor(posterior, start, normal));
    await rest();
  }
  return step;
}

/** A data set with the places at which chains start. */
function begun(study: SteppedStudy, load: Load): Begun {
  const { readout, ...studied } = study;
  const posterior = posteriorOf({ ...studied, seed: 1, sampling: load }, { freshInputs, readout });
  const normal = gaussianSource(load.samples);
  const patterns = study.informed ? [undefined, study.informed] : [undefined];
  return { posterior, normal, starts: patterns.map((pattern) => startingPlace(posterior, pattern, normal)) };
}

interface Begun {
  readonly posterior: Posterior;
  readonly normal: GaussianSource;
  readonly starts: readonly Float64Array[];
}

/** The mean <v^2> of a chain in its second half. */
async function temperature(
  posterior: Posterior,
  place: Float64Array,
  step: number,
  normal: GaussianSource,
  rest: () => Promise<void>,
): Promise<number> {
  const chain = new Langevin(posterior, place, { step, friction: 1, normal });
  let sum = 0;
  for (let look = 0; look < looks; look++) {
    chain.advance(Math.ceil(duration / step / looks));
    if (2 * look >= looks) sum += chain.temperature();
    await rest();
  }
  return (2 * sum) / looks;
}
