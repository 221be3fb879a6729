import { sampleInputs } from '../network/input.js';
import { gaussianSource } from '../network/random.js';
import { plannedDirections } from '../network/target.js';
import { NotMeasurableError } from '../errors.js';
import type { EstimateSetting, SampleEstimate } from '../estimate/setting.js';
import { DrawnProblem } from './problem.js';
import { learnedBy, type LearnedBy } from './posterior.js';
import { descendFrom, roughSaddles, seenPatterns, withUnits, type DrawnSaddle, type EnergyOf } from './search.js';
import { drawnStarts, featuresOf } from './starts.js';
import { studyOf } from './study-of.js';
import { drawnWork } from './work.js';

/** Starts of the search at full alignment, whose lowest state begins the one at P samples. */
const mostStarts = 4;
/** States that are followed to P samples, beside the prior. */
const followed = 3;
const inputs = 260;
/** Inputs on which the kernel is taken for each of its features. */
const inputsPerFeature = 6;
const mostFeatures = 320;
const mostWork = 2e8;
/** P is found to this factor. */
export const precise = 1.05;
const farthest = 1e9;
/** Compared with training and with the closed models (docs/validation.md, "Drawn networks"). */
export const drawnFactor = 3;

/** States at some P: the lowest with its alignment, and all that were followed. */
interface Reached {
  readonly alignment: number;
  readonly lowest: DrawnSaddle;
  readonly at: readonly DrawnSaddle[];
}

/**
 * P* of any network, by drawing it: the lowest state at P samples over the states of all layers, by the average evidence of its kernel over data sets (docs/validation.md, "Drawn networks").
 * @param pause awaited between minimisations, and may throw to stop.
 * @throws NotMeasurableError where the network is too large to be drawn, or no P reaches the threshold.
 */
export async function drawnEstimate(
  { network, target, ridge, noise = 0, threshold = 1 / 2 }: EstimateSetting,
  pause: () => Promise<void>,
): Promise<SampleEstimate> {
  const setting = { network, target };
  const starts = drawnStarts(studyOf(setting), mostStarts);
  const features = featuresOf(starts);
  if (drawnWork(setting, features, inputs) > mostWork)
    throw new NotMeasurableError({ code: 'too-large-to-draw', study: network.name });
  const problem = new DrawnProblem(setting, { inputs, seed: 1, features, isWhole: true });
  const size = problem.drawn.readout.parameters;
  if (size > mostFeatures) throw new NotMeasurableError({ code: 'too-large-to-draw', study: network.name });
  const saddles = await roughSaddles(problem, starts, pause);
  const [aligned] = saddles;
  if (!aligned) throw new NotMeasurableError({ code: 'no-estimate', target: target.name });
  problem.addPlainGroup(
    sampleInputs(problem.drawn.input, inputsPerFeature * size, gaussianSource(5), plannedDirections(target)),
  );
  const lazy: DrawnSaddle = { ...aligned, ...problem.prior(aligned.patterns) };

  let z = 1;
  const learned = (
    samples: number,
    { patterns, states }: Pick<DrawnSaddle, 'patterns' | 'states'>,
  ): LearnedBy & { total: number } => {
    const cost = problem.costOf(patterns, states);
    const kernel = problem.kernelAt(states);
    const found = learnedBy(kernel, { ridge, noise, samples }, Math.max(z, ridge / samples));
    z = Number.isFinite(found.z) ? found.z : 1;
    const total = cost + found.energy;
    return { ...found, total: Number.isFinite(total) ? total : Infinity };
  };
  const totalAt =
    (samples: number): EnergyOf =>
    (patterns, states) =>
      learned(samples, { patterns, states }).total;
  /** The states at P that begin at the given ones, and the alignment of the lowest of them. */
  const lowestAt = async (samples: number, from: readonly DrawnSaddle[]): Promise<Reached> => {
    const at: DrawnSaddle[] = [];
    for (const one of from) {
      await pause();
      at.push(descendFrom(problem, one, totalAt(samples)));
    }
    const lowest = at.reduce((best, one) => (one.energy < best.energy ? one : best));
    return { alignment: learned(samples, lowest).alignment, lowest, at };
  };

  let samples = Math.max(2 * ridge * aligned.energy, 4);
  // Below a transition a state of units that stand out falls apart, so each P is reached from the aligned ones as well.
  const fresh = [...saddles.slice(0, followed), lazy];
  let there = await lowestAt(samples, fresh);
  // Up or down to both sides of the threshold, three times as many samples or a third of them at a time.
  const isAbove = there.alignment >= threshold;
  let [low, high] = [samples, samples];
  for (;;) {
    samples = isAbove ? samples / 3 : samples * 3;
    if (samples > farthest || samples < 1) break;
    const next = await lowestAt(samples, [...fresh, there.lowest]);
    [low, high] = isAbove ? [samples, low] : [high, samples];
    if (next.alignment >= threshold !== isAbove) {
      if (!isAbove) there = next;
      break;
    }
    there = next;
  }
  if (there.alignment < threshold) throw new NotMeasurableError({ code: 'no-estimate', target: target.name });
  // With other numbers of units the state may be lower still.
  const ended = await withUnits(problem, there.lowest, totalAt(high), pause);
  let reached: Reached = { ...there, lowest: ended, at: [ended, lazy] };
  low /= 3;
  while (high / low > precise) {
    const middle = Math.sqrt(high * low);
    const next = await lowestAt(middle, reached.at);
    if (next.alignment < threshold) low = middle;
    else [high, reached] = [middle, next];
  }
  const { lowest } = reached;
  return {
    samples: Math.sqrt(high * low),
    factor: drawnFactor,
    model: 'drawn',
    pattern: seenPatterns(problem, lowest).join(', '),
  };
}
