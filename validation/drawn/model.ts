import type { Study } from '../../theory/index.js';
import { directionsOf } from '../../theory/target.js';
import { seenByUnit } from '../../theory/input.js';
import type { DrawnMethod, PlannedPoint } from '../plan.js';
import { NotMeasurableError } from '../errors.js';
import type { MeasurementMessage } from '../messages.js';
import { signalCounts, sizesOfLayers, type RateModel } from '../rate/model.js';
import { neglectedTerms } from '../rate/shared-terms.js';
import type { Point } from '../result.js';
import { DrawnProblem, energyOfDraws, type DrawnEnergy, type DrawnSetting } from './problem.js';
import { searchDrawn, seenPatterns, type DrawnSaddle, type EnergyOf } from './search.js';
import { drawnStarts, featuresOf } from './starts.js';
import type { DrawnPattern } from './state.js';
import { drawnWork } from './work.js';

/** Starts of a point's search, the best patterns first. */
const mostStarts = 5;
/** About how many inputs a group has while states are searched over, and when U is taken at the lowest. */
const searchedInputs = 260;
const finalInputs = 780;
/** So many times as many are drawn at most, where no state shows the target through their noise. */
const mostMore = 8;
/**
 * So many networks are drawn side by side, that a state of few units is none of one draw alone: up to numbers, as many as have together these multiplications of one U. Starts are
 * followed on a part of them.
 */
const draws = { rough: { work: 6e5, most: 2 }, exact: { work: 2e6, most: 6 } } as const;
/** Of networks of which one U takes more multiplications, so many starts are followed, the best and the last of them. */
const fewerStarts = [
  { work: 1.5e7, starts: 2 },
  { work: 3e6, starts: 3 },
] as const;
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

interface Lowest {
  readonly problem: DrawnProblem;
  readonly saddle: DrawnSaddle | undefined;
  /** By how much more inputs were drawn than are usual. */
  readonly more: number;
}

/** The lowest state; with more inputs where none shows the target through their noise. */
async function lowestOf(
  planned: DrawnSetting,
  { starts, seed }: Drawing,
  pause: () => Promise<void>,
  more = 1,
): Promise<Lowest> {
  const features = featuresOf(starts);
  const inputs = more * searchedInputs;
  const each = drawnWork(planned, features, inputs) / more;
  const [few, many] = [draws.rough, draws.exact].map(({ work, most }) =>
    Math.min(Math.max(Math.round(work / each), 1), most),
  );
  const problems = Array.from(
    { length: Math.max(many ?? 1, 1) },
    (_, draw) => new DrawnProblem(planned, { inputs, seed: 100 * seed + 10 * draw, features }),
  );
  const [problem] = problems as [DrawnProblem];
  const energyOn =
    (own: readonly DrawnProblem[]): EnergyOf =>
    (patterns, states) =>
      energyOfDraws(own, patterns, states).energy;
  const most = fewerStarts.find(({ work }) => each > work)?.starts ?? starts.length;
  const followed = starts.length > most ? [...starts.slice(0, most - 1), ...starts.slice(-1)] : starts;
  const saddle = await searchDrawn(problem, followed, pause, energyOn(problems.slice(0, few)), energyOn(problems));
  return saddle || more >= mostMore ? { problem, saddle, more } : lowestOf(planned, { starts, seed }, pause, 8 * more);
}

/** U of a state over several draws of networks and inputs. */
interface OverDraws {
  readonly energy: number;
  readonly error: number;
  readonly lambda: number;
  readonly cost: number;
}

/**
 * The median of U of a state over several draws, and its standard error: 1/lambda of few units has a heavy tail. Draws whose lambda is not seen through its noise count as the
 * highest. Where they are too many, U of the mean of Lambda over all draws, with its fluctuations between them, and their jackknife error.
 * @throws NotMeasurableError where that is not seen through its noise either.
 */
async function overDraws(
  planned: DrawnSetting,
  { patterns, states }: DrawnSaddle,
  { starts, seed }: Drawing,
  pause: () => Promise<void>,
  more: number,
): Promise<OverDraws> {
  const problems: DrawnProblem[] = [];
  const found: DrawnEnergy[] = [];
  for (let draw = 1; draw <= finalDraws; draw++) {
    await pause();
    const problem = new DrawnProblem(planned, {
      inputs: more * finalInputs,
      seed: 100 * seed + draw,
      features: featuresOf(starts),
    });
    problems.push(problem);
    found.push(problem.energy(patterns, states));
  }
  const energies = found.map((one) => one.energy);
  const [low, middle, high] = [1 / 4, 1 / 2, 3 / 4].map((share) => quantile(energies, share)) as [
    number,
    number,
    number,
  ];
  if (Number.isFinite(high)) {
    // Of Gaussian numbers the quartiles lie 1.35 deviations apart, and the error of the median is 1.25 times that of the mean.
    const error = (1.25 * (high - low)) / 1.35 / Math.sqrt(found.length);
    const [lambda, cost] = [
      quantile(
        found.map((one) => one.lambda),
        1 / 2,
      ),
      quantile(
        found.map((one) => one.cost),
        1 / 2,
      ),
    ];
    return { energy: middle, error, lambda, cost };
  }
  const { energy, lambda, cost } = energyOfDraws(problems, patterns, states);
  if (!Number.isFinite(energy)) {
    if (more < mostMore)
      return overDraws(planned, { patterns, states, energy, tolerance: 0 }, { starts, seed }, pause, mostMore);
    throw new NotMeasurableError({ code: 'below-noise', network: planned.network.name });
  }
  const without = problems.map(
    (left) =>
      energyOfDraws(
        problems.filter((other) => other !== left),
        patterns,
        states,
      ).energy,
  );
  const squares = without.filter(Number.isFinite).map((one) => (one - energy) ** 2);
  const mean = squares.reduce((sum, one) => sum + one, 0) / (squares.length || 1);
  return { energy, error: squares.length > 1 ? Math.sqrt((problems.length - 1) * mean) : energy, lambda, cost };
}

/**
 * Measures points by the method `drawn`: the lowest U over the states of all layers, found on one draw of network and inputs, as its median over others.
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function drawnSaddle({
  starts,
}: DrawnMethod): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const drawing = { starts, seed: planned.seed };
    const { problem, saddle, more } = await lowestOf(planned, drawing, pause);
    if (!saddle) throw new NotMeasurableError({ code: 'below-noise', network: planned.network.name });
    const { energy, error, lambda, cost } = await overDraws(planned, saddle, drawing, pause, more);
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

/** A quantile, linear between the sorted values. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low === high ? low : low + (at - Math.floor(at)) * (high - low);
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
