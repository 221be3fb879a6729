import { gaussianSource } from '../../network/random.js';
import type { LangevinMethod, PlannedPoint } from '../../plan.js';
import { startingPosition } from '../sample/chains.js';
import { chainPosterior } from '../sample/chain-posterior.js';
import type { SampleSetting } from '../sample/posterior.js';
import { stepFor } from '../sample/stiffness.js';

/** Steps longer than this would not follow the prior, whatever the data allow. */
const longestStep = 0.25;
const freshInputs = 256;

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
  settings: readonly SampleSetting[],
  rest: () => Promise<void>,
): Promise<(setting: SampleSetting) => number> {
  const weight = ({ samples, ridge }: SampleSetting): number => samples / ridge;
  const ordered = [...settings].sort((a, b) => weight(a) - weight(b));
  const [least, most] = [ordered[0] as SampleSetting, ordered.at(-1) as SampleSetting];
  const short = await stepAt(study, most, rest);
  if (weight(least) === weight(most)) return () => Number(short.toPrecision(3));
  const long = Math.max(short, await stepAt(study, least, rest));
  const power = Math.log(short / long) / Math.log(weight(most) / weight(least));
  return (setting) => Number((long * (weight(setting) / weight(least)) ** power).toPrecision(3));
}

/** The step at a number of samples and a ridge: that of the informed start where one is known, as weights that have learned are the stiffest. */
export async function stepAt(study: SteppedStudy, setting: SampleSetting, rest: () => Promise<void>): Promise<number> {
  const { readout, ...studied } = study;
  const posterior = chainPosterior({ ...studied, seed: 1, sampling: setting }, { freshInputs, readout });
  const normal = gaussianSource(setting.samples);
  const step = stepFor(posterior, startingPosition(posterior, study.informed, normal), normal, readout);
  posterior.close();
  await rest();
  return Math.min(longestStep, step);
}
