import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { PatternName } from '../../../theory/index.js';
import { minimiseSmooth } from '../quasi-newton.js';
import type { LayerState } from './layer.js';
import type { StackEnergy, StackProblem } from './energy.js';
import { startOf } from './start.js';
import { coordinates } from './variables.js';
import type { Freedom } from './variables.js';

/** A local minimum of U over the states of all layers. */
export interface StackSaddle extends StackEnergy {
  readonly states: readonly LayerState[];
  /** What each layer shows, by the names of the patterns. */
  readonly seen: readonly PatternName[];
  /** The pattern that its search began from. */
  readonly start: string;
  /** What the last step gained: the optimiser's tolerance. */
  readonly tolerance: number;
}

/** The lowest saddle first, and the best from each start. */
export interface StackSearch {
  readonly lowest: StackSaddle;
  readonly others: readonly StackSaddle[];
}

const rough = 1e-5;
const exact = 1e-10;
/** How many of the rough minima are followed to the end. */
const followed = 3;
/** A rough minimum this many times the lowest is not followed. */
const tooHigh = 1.3;
/** Rough minima within this factor may change places when they are followed to the end. */
const undecided = 1.2;

/**
 * The saddles of U over the states of a stack: its lowest minimum from starts of the given patterns and from the prior.
 *
 * M varies freely at first; then every choice of the whole numbers next to it is solved with all other numbers free.
 * @param starts for each layer the name of a pattern.
 * @param seed moves the starts.
 * @param pause awaited between minimisations: lets the caller stop a search.
 */
export async function searchStack(
  problem: StackProblem,
  starts: readonly (readonly PatternName[])[],
  seed: number,
  pause: () => Promise<void>,
): Promise<StackSearch> {
  return finished(problem, await roughMinima(problem, starts, seed, pause), pause);
}

/**
 * What the lowest saddle shows, for which it need not be known to its last digit: where all rough minima within a factor of the lowest show the same, none
 * is followed to the end. Arguments as of `searchStack`.
 */
export async function seenInStack(
  problem: StackProblem,
  starts: readonly (readonly PatternName[])[],
  seed: number,
  pause: () => Promise<void>,
): Promise<readonly PatternName[]> {
  const found = await roughMinima(problem, starts, seed, pause);
  const [first] = found;
  const close = found.filter(({ energy }) => energy <= undecided * (first?.energy ?? 0));
  if (first && close.every(({ seen }) => seen.join() === first.seen.join())) return first.seen;
  return (await finished(problem, found, pause)).lowest.seen;
}

/** The best rough minimum from each start, the lowest first. */
async function roughMinima(
  problem: StackProblem,
  starts: readonly (readonly PatternName[])[],
  seed: number,
  pause: () => Promise<void>,
): Promise<StackSaddle[]> {
  const random = xoroshiro128plus(seed);
  const shake = (): number => Math.exp(0.3 * (2 * uniformFloat64(random) - 1));
  const found: StackSaddle[] = [];
  const lazy = problem.stack.layers.map((): PatternName => 'lazy');
  for (const patterns of [lazy, ...starts.filter((names) => names.some((name) => name !== 'lazy'))]) {
    let lowest: StackSaddle | undefined;
    for (const reach of patterns.includes('specialization') ? [0.6, 2] : [0.5]) {
      await pause();
      const base = startOf(problem, patterns, reach * shake());
      const saddle = descend(problem, base, patterns, { units: true, others: false }, rough);
      if (!lowest || saddle.energy < lowest.energy) lowest = saddle;
    }
    if (lowest) found.push(lowest);
  }
  return found.sort((a, b) => a.energy - b.energy);
}

/** The lowest of rough minima, followed to the end. */
async function finished(
  problem: StackProblem,
  found: readonly StackSaddle[],
  pause: () => Promise<void>,
): Promise<StackSearch> {
  const bound = tooHigh * (found[0]?.energy ?? Infinity);
  const ends: StackSaddle[] = [];
  for (const saddle of found.slice(0, followed).filter(({ energy }) => energy <= bound)) {
    for (const states of wholeNumbers(saddle.states, problem)) {
      await pause();
      const patterns = saddle.start.split(', ') as PatternName[];
      ends.push(descend(problem, states, patterns, { units: false, others: true }, exact));
    }
  }
  ends.sort((a, b) => a.energy - b.energy);
  const [lowest] = ends;
  if (!lowest) throw new RangeError('there is no state of finite energy');
  return { lowest, others: found };
}

function descend(
  problem: StackProblem,
  base: readonly LayerState[],
  patterns: readonly PatternName[],
  free: { readonly units: boolean; readonly others: boolean },
  precision: number,
): StackSaddle {
  const { layers, directions, form } = problem.stack;
  const vectors = coordinates(
    layers.map((layer, index): Freedom => ({
      pattern: patterns[index] ?? 'lazy',
      others: free.others,
      followed: index < layers.length - 1,
      hasRest: (index > 0 || form !== undefined) && layer.times === 1,
      residual: layer.residual,
      ...(free.units ? { mostUnits: Math.max(layer.width / directions, 1) } : {}),
    })),
  );
  const start = vectors.vectorOf(base);
  const minimum =
    start.length > 0
      ? minimiseSmooth(
          (vector) => problem.energy(vectors.statesAt(base, vector)).energy,
          start,
          precision,
          // Rough minima are compared with each other; what is followed to the end has derivatives of second order.
          precision === rough ? 'forward' : 'central',
        )
      : { at: start, spread: 0 };
  const states = vectors.statesAt(base, minimum.at);
  const energy = problem.energy(states);
  const seen = states.map((state, index) => {
    const pattern = patternOf(state, energy.cosines[index] ?? 0);
    // A spike spreads over all units as the feature does.
    return pattern === 'magnetization' && state.units === 0 && (layers[index]?.times ?? 1) > 1 ? 'gfl' : pattern;
  });
  return { ...energy, states, seen, start: patterns.join(', '), tolerance: minimum.spread };
}

/** The states with every choice of whole numbers of units next to those given. */
function wholeNumbers(states: readonly LayerState[], { stack }: StackProblem): LayerState[][] {
  return states.reduce<LayerState[][]>(
    (choices, state, index) => {
      const most = Math.max(Math.floor((stack.layers[index]?.width ?? 1) / stack.directions), 1);
      const low = Math.min(Math.max(Math.floor(state.units), 1), most);
      const near = state.units > 0 ? [...new Set([low, Math.min(low + 1, most)])] : [0];
      return choices.flatMap((before) => near.map((units) => [...before, { ...state, units }]));
    },
    [[]],
  );
}

/** From which gain on the variance, or square of the strength, counts as feature learning. */
const learned = 2;
/** Above which cosine with its feature a unit counts as specialised: half the largest possible. */
const specialisedCosine = 1 / 2;

/** What a layer shows in a state, by the cosine of its M units with their feature. */
export function patternOf(state: LayerState, cosine: number): PatternName {
  if (state.units > 0 && state.strength ** 2 >= learned) {
    return cosine > specialisedCosine ? 'specialization' : 'magnetization';
  }
  if (state.lean ** 2 >= Math.max(state.gain, learned)) return 'magnetization';
  return state.gain + state.lean ** 2 >= learned ? 'gfl' : 'lazy';
}
