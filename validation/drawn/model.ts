import type { Study } from '../../theory/index.js';
import { directionsOf } from '../../theory/target.js';
import { seenByUnit } from '../../theory/input.js';
import type { DrawnMethod, PlannedPoint } from '../plan.js';
import type { MeasurementMessage } from '../messages.js';
import { signalCounts, sizesOfLayers, type RateModel } from '../rate/model.js';
import { neglectedTerms } from '../rate/shared-terms.js';
import type { Point } from '../result.js';
import { DrawnProblem, drawnWork, type DrawnEnergy, type DrawnSetting } from './problem.js';
import { searchDrawn, seenPatterns, type DrawnSaddle } from './search.js';
import { drawnStarts, featuresOf } from './starts.js';
import type { DrawnPattern } from './state.js';

/** Starts of a point's search, the best patterns first. */
const mostStarts = 5;
/** About how many inputs a group has while states are searched over, and when U is taken at the lowest. */
const searchedInputs = 260;
const finalInputs = 780;
/** Draws on which U is taken at the lowest state. */
const finalDraws = 6;

/** The model of any network: its states are measured on networks that are drawn in them (docs/validation.md, "Drawn networks"). */
export function drawnModel(study: Study, why: MeasurementMessage): RateModel {
  const { network, target } = study;
  const { input } = network;
  const directions = directionsOf(target);
  const starts = drawnStarts(study, mostStarts);
  return {
    method: { kind: 'drawn', starts },
    notes: [{ code: 'measured-by-drawing', why }],
    dimension: seenByUnit(input),
    counts: [
      ...(input.kind === 'patches' ? [input.count] : input.kind === 'tokens' ? [input.length] : []),
      directions,
      ...sizesOfLayers(network),
      ...signalCounts(input, directions),
    ],
    workAt: (planned) => drawnWork(planned, featuresOf(starts), searchedInputs),
    async seenAt(planned, pause) {
      const { problem, saddle } = await lowestOf(planned, { starts, seed: 0 }, pause);
      return saddle ? seenPatterns(problem, saddle).join(', ') : 'lazy';
    },
  };
}

interface Drawing {
  readonly starts: readonly (readonly DrawnPattern[])[];
  readonly seed: number;
}

async function lowestOf(
  planned: DrawnSetting,
  { starts, seed }: Drawing,
  pause: () => Promise<void>,
): Promise<{ problem: DrawnProblem; saddle: DrawnSaddle | undefined }> {
  const problem = new DrawnProblem(planned, { inputs: searchedInputs, seed: 100 * seed, features: featuresOf(starts) });
  return { problem, saddle: await searchDrawn(problem, starts, pause) };
}

/** U of a state over several draws of networks and inputs, and its standard error. */
async function overDraws(
  planned: DrawnSetting,
  saddle: DrawnSaddle,
  { starts, seed }: Drawing,
  pause: () => Promise<void>,
): Promise<{ energy: number; error: number; lambda: number; cost: number }> {
  const found: DrawnEnergy[] = [];
  for (let draw = 1; draw <= finalDraws; draw++) {
    await pause();
    const problem = new DrawnProblem(planned, {
      inputs: finalInputs,
      seed: 100 * seed + draw,
      features: featuresOf(starts),
    });
    const one = problem.energy(saddle.patterns, saddle.states);
    if (Number.isFinite(one.energy)) found.push(one);
  }
  // A draw whose lambda is not seen through its noise tells no more than that U is high.
  if (found.length < 2) return { energy: saddle.energy, error: saddle.energy, lambda: 1, cost: saddle.energy };
  const mean = (of: (one: DrawnEnergy) => number): number =>
    found.reduce((sum, one) => sum + of(one), 0) / found.length;
  const energy = mean((one) => one.energy);
  const variance = mean((one) => (one.energy - energy) ** 2) / (found.length - 1);
  return {
    energy,
    error: Math.sqrt(variance),
    lambda: 1 / mean((one) => 1 / one.lambda),
    cost: mean((one) => one.cost),
  };
}

/**
 * Measures points by the method `drawn`: the lowest U over the states of all layers, found on one draw of network and inputs, as its mean over others.
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function drawnSaddle({
  starts,
}: DrawnMethod): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const drawing = { starts, seed: planned.seed };
    const { problem, saddle } = await lowestOf(planned, drawing, pause);
    if (!saddle) throw new RangeError('no state of the drawn network has a finite energy');
    const { energy, error, lambda, cost } = await overDraws(planned, saddle, drawing, pause);
    const units = problem.drawn.layers.flatMap(({ units: layer }, index) => {
      const own = saddle.states[index]?.units ?? 0;
      return layer ? [{ width: layer.width, units: Math.min(own * layer.directions, layer.width) }] : [];
    });
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: energy,
      error: error + saddle.tolerance + neglectedTerms(lambda, units),
      seen: {
        pattern: seenPatterns(problem, saddle).join(', '),
        ...shown(problem, saddle),
        cost,
        lambda,
        energySearched: saddle.energy,
        errorOfDraws: error,
        tolerance: saddle.tolerance,
        start: saddle.patterns.map(({ pattern }) => pattern).join(', '),
      },
    };
  };
}

/** What each layer does, by its number: units that stand out, their strength, gain and lean of the others. */
function shown({ drawn }: DrawnProblem, { states }: DrawnSaddle): Record<string, number> {
  return Object.fromEntries(
    states.flatMap(({ units, strength, gain, lean }, index) => {
      const layer = drawn.layers[index];
      if (!layer?.units || layer.units.form === 'tied') return [];
      const number = layer.of + 1;
      return [
        [`units${number}`, units],
        [`strength${number}`, strength],
        [`gain${number}`, gain],
        [`lean${number}`, lean],
      ];
    }),
  );
}
