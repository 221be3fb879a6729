import { sampleInputs } from '../network/input.js';
import { gaussianSource } from '../network/random.js';
import { plannedDirections } from '../network/target.js';
import { NotMeasurableError } from '../errors.js';
import type { EstimateSetting, SampleEstimate } from '../estimate/estimate.js';
import { DrawnProblem, drawnWork } from './problem.js';
import { gramOf, learnedBy, type LearnedBy } from './posterior.js';
import { descendFrom, searchDrawn, seenPatterns, type DrawnSaddle } from './search.js';
import { drawnStarts, featuresOf } from './starts.js';
import { studyOf } from './study-of.js';

/** Starts of the search at full alignment, whose lowest state begins the one at P samples. */
const mostStarts = 4;
const inputs = 260;
/** Inputs on which the kernel is taken for each of its features. */
const inputsPerFeature = 6;
const mostFeatures = 400;
const mostWork = 2e8;
/** P is found to this factor. */
const precise = 1.05;
const farthest = 1e9;
/** Compared with training and with the closed models (docs/validation.md, "Drawn networks"). */
const factor = 3;

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
  const aligned = await searchDrawn(problem, starts, pause);
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
    const kernel = { gram: gramOf(problem.plainFeatures(), size), overlaps: problem.overlapsWithTarget() };
    const found = learnedBy(kernel, { ridge, noise, samples }, Math.max(z, ridge / samples));
    z = Number.isFinite(found.z) ? found.z : 1;
    const total = cost + found.energy;
    return { ...found, total: Number.isFinite(total) ? total : Infinity };
  };
  /** The lowest state at P, from the aligned state and from the prior: its alignment, and both states to go on from. */
  const lowestAt = async (
    samples: number,
    from: readonly DrawnSaddle[],
  ): Promise<{ alignment: number; at: DrawnSaddle[] }> => {
    const at: DrawnSaddle[] = [];
    let best: { total: number; alignment: number } | undefined;
    for (const one of from) {
      await pause();
      const found = descendFrom(problem, one, (patterns, states) => learned(samples, { patterns, states }).total);
      const there = learned(samples, found);
      if (!best || there.total < best.total) best = there;
      at.push(found);
    }
    return { alignment: best?.alignment ?? 0, at };
  };

  let high = Math.max(2 * ridge * aligned.energy, 4);
  let states: DrawnSaddle[] = [aligned, lazy];
  let there = await lowestAt(high, states);
  let low = 1;
  while (there.alignment < threshold && high < farthest) {
    [low, states] = [high, there.at];
    high *= 3;
    there = await lowestAt(high, states);
  }
  if (there.alignment < threshold) throw new NotMeasurableError({ code: 'no-estimate', target: target.name });
  let reached = there.at;
  while (low === 1 && high > 2) {
    const next = await lowestAt(high / 3, reached);
    if (next.alignment < threshold) low = high / 3;
    else [high, reached] = [high / 3, next.at];
  }
  while (high / low > precise) {
    const middle = Math.sqrt(high * low);
    const next = await lowestAt(middle, reached);
    if (next.alignment < threshold) low = middle;
    else [high, reached] = [middle, next.at];
  }
  const energies = reached.map((one) => learned(high, one).total);
  const lowest = reached[energies[0]! <= energies[1]! ? 0 : 1] as DrawnSaddle;
  return { samples: Math.sqrt(high * low), factor, model: 'drawn', pattern: seenPatterns(problem, lowest).join(', ') };
}
