import type { PatternName } from '../../theory/index.js';
import { minimiseSmooth } from '../rate/quasi-newton.js';
import type { DrawnLayer } from './network.js';
import type { DrawnProblem } from './problem.js';
import { priorState, type DrawnPattern, type DrawnState } from './state.js';
import { drawnCoordinates } from './variables.js';

/** A local minimum of an energy over the states of all layers. */
export interface DrawnSaddle {
  readonly energy: number;
  readonly patterns: readonly DrawnPattern[];
  readonly states: readonly DrawnState[];
  /** What the last step of the optimiser gained. */
  readonly tolerance: number;
}

/** What is minimised: U of the rate level, or of the posterior at some P. */
export type EnergyOf = (patterns: readonly DrawnPattern[], states: readonly DrawnState[]) => number;

const rough = 3e-3;
const exact = 3e-4;
/** Another number of units is followed where U, before all else follows, is not higher by more than this share. */
const promising = 0.03;
/** How many of the rough minima are followed to the end, and up to what factor of the lowest. */
const followed = 2;
const tooHigh = 1.1;
const rounds = 4;

/**
 * The lowest minimum of an energy over the states of a drawn network, from starts of the given patterns: the sizes of each start are those of the lowest of some trials, then the
 * numbers are minimised over, and the best are tried with more and fewer units that stand out.
 * @param pause awaited between minimisations, and may throw to stop.
 * @param roughly the energy by which starts are followed first.
 * @param energyOf the energy whose minimum is wanted.
 * @returns undefined where no state that is found has a finite energy.
 */
export async function searchDrawn(
  problem: DrawnProblem,
  starts: readonly (readonly DrawnPattern[])[],
  pause: () => Promise<void>,
  roughly: EnergyOf,
  energyOf: EnergyOf,
): Promise<DrawnSaddle | undefined> {
  const found = (await roughSaddles(problem, starts, pause, roughly))
    .map((saddle) => ({ ...saddle, energy: energyOf(saddle.patterns, saddle.states) }))
    .filter(({ energy }) => Number.isFinite(energy))
    .sort((a, b) => a.energy - b.energy);
  const bound = tooHigh * (found[0]?.energy ?? 0);
  let lowest: DrawnSaddle | undefined;
  for (const saddle of found
    .slice(0, followed)
    .filter(({ energy }) => energy <= Math.max(bound, found[0]?.energy ?? 0))) {
    const ended = await withUnits(problem, saddle, energyOf, pause);
    if (!lowest || ended.energy < lowest.energy) lowest = ended;
  }
  return lowest;
}

/** A rough minimum from each start, the lowest first; none from starts without a finite energy. */
export async function roughSaddles(
  problem: DrawnProblem,
  starts: readonly (readonly DrawnPattern[])[],
  pause: () => Promise<void>,
  energyOf: EnergyOf = (patterns, states) => problem.energy(patterns, states).energy,
): Promise<DrawnSaddle[]> {
  const found: DrawnSaddle[] = [];
  for (const patterns of starts) {
    await pause();
    const states = await bestTrial(problem, patterns, energyOf, pause);
    const saddle = descend(problem, patterns, states, energyOf, rough);
    if (Number.isFinite(saddle.energy)) found.push(saddle);
  }
  return found.sort((a, b) => a.energy - b.energy);
}

/** The minimum from states that are known to be near it, with more and fewer units tried. */
export async function withUnits(
  problem: DrawnProblem,
  from: DrawnSaddle,
  energyOf: EnergyOf,
  pause: () => Promise<void>,
): Promise<DrawnSaddle> {
  let best = descend(problem, from.patterns, from.states, energyOf, exact);
  for (let round = 0; round < rounds; round++) {
    let isBetter = false;
    for (const [index, { units }] of best.states.entries()) {
      const layer = problem.drawn.layers[index] as DrawnLayer;
      if (units === 0 || !layer.units) continue;
      const most = Math.max(
        1,
        Math.floor(layer.units.width / Math.max(directionsIn(problem, layer, best.patterns), 1)),
      );
      const own = best.states[index]?.units ?? 0;
      const near = [own + 1, own - 1, Math.round(own * 1.5), Math.round(own / 1.5)];
      for (const count of new Set(near.filter((M) => M >= 1 && M <= most && M !== own))) {
        await pause();
        const states = withCount(problem, best, index, count);
        const unfollowed = energyOf(best.patterns, states);
        if (!(unfollowed < best.energy + promising * Math.abs(best.energy))) continue;
        const next = descend(problem, best.patterns, states, energyOf, rough);
        if (next.energy < best.energy - exact * (1 + Math.abs(best.energy))) {
          best = next;
          isBetter = true;
          break;
        }
      }
    }
    if (!isBetter) break;
  }
  await pause();
  return descend(problem, best.patterns, best.states, energyOf, exact);
}

/** The minimum near given states, the numbers of units left as they are. */
export const descendFrom = (
  problem: DrawnProblem,
  { patterns, states }: DrawnSaddle,
  energyOf: EnergyOf,
): DrawnSaddle => descend(problem, patterns, states, energyOf, rough);

/** As many units in both parts of a recurrent layer. */
function withCount(problem: DrawnProblem, { states }: DrawnSaddle, index: number, units: number): DrawnState[] {
  const { of } = problem.drawn.layers[index] as DrawnLayer;
  return states.map((state, at) =>
    state.units > 0 && problem.drawn.layers[at]?.of === of ? { ...state, units } : state,
  );
}

const directionsIn = (problem: DrawnProblem, layer: DrawnLayer, patterns: readonly DrawnPattern[]): number =>
  problem.directionsFor(layer, patterns[layer.of]?.degree ?? 1);

function descend(
  problem: DrawnProblem,
  patterns: readonly DrawnPattern[],
  base: readonly DrawnState[],
  energyOf: EnergyOf,
  precision: number,
): DrawnSaddle {
  const { vectorOf, statesAt } = drawnCoordinates(problem, patterns);
  const start = vectorOf(base);
  const first = energyOf(patterns, base);
  if (start.length === 0 || !Number.isFinite(first)) return { energy: first, patterns, states: base, tolerance: 0 };
  const { at, value, spread } = minimiseSmooth(
    (vector) => energyOf(patterns, statesAt(base, vector)),
    start,
    precision,
    'forward',
  );
  return { energy: value, patterns, states: statesAt(base, at), tolerance: spread };
}

/** A trial of a layer: how many units stand out, and a factor on its strength, lean or the root of its gain. */
interface Trial {
  readonly units: number;
  readonly factor: number;
}

const trialsOf: Readonly<
  Record<PatternName, { readonly units: readonly number[]; readonly factors: readonly number[] }>
> = {
  lazy: { units: [0], factors: [1] },
  specialization: { units: [1, 2, 4, 8, 16, 32], factors: [0.7, 1.5, 3] },
  gfl: { units: [0], factors: [0.2, 0.4, 0.8, 1.5] },
  magnetization: { units: [0], factors: [0.05, 0.12, 0.3, 0.7, 1.5] },
};

/** The lean of the others where a posterior begins, over that at which their pre-activation is 1. */
const leaning = 0.3;

/** The lowest of the trials of all layers, by turns. */
async function bestTrial(
  problem: DrawnProblem,
  patterns: readonly DrawnPattern[],
  energyOf: EnergyOf,
  pause: () => Promise<void>,
): Promise<DrawnState[]> {
  const chosen = patterns.map(({ pattern }): Trial => ({ units: pattern === 'specialization' ? 2 : 0, factor: 0.8 }));
  let best = trialStates(problem, patterns, chosen);
  let lowest = energyOf(patterns, best);
  for (let round = 0; round < 2; round++) {
    for (const [index, { pattern }] of [...patterns.entries()].reverse()) {
      if (pattern === 'lazy') continue;
      await pause();
      const { units, factors } = trialsOf[pattern];
      for (const trial of units.flatMap((count) => factors.map((factor): Trial => ({ units: count, factor })))) {
        const states = trialStates(
          problem,
          patterns,
          chosen.map((one, at) => (at === index ? trial : one)),
        );
        const energy = energyOf(patterns, states);
        if (energy >= lowest) continue;
        [best, lowest, chosen[index]] = [states, energy, trial];
      }
    }
  }
  return best;
}

function trialStates(problem: DrawnProblem, patterns: readonly DrawnPattern[], trials: readonly Trial[]): DrawnState[] {
  const states: DrawnState[] = [];
  for (const [index, layer] of problem.drawn.layers.entries()) {
    const own = patterns[layer.of];
    const trial = trials[layer.of];
    const directions = own ? problem.directionsFor(layer, own.degree) : 0;
    if (!layer.units || !own || !trial || own.pattern === 'lazy' || directions === 0) {
      states.push(priorState);
      continue;
    }
    const { fanIn, width, form } = layer.units;
    const spread = problem.incomingSpread(patterns, states, index) || 1;
    // Where the pre-activation, or the score of two tokens, is 1.
    const unit = layer.isScored ? fanIn / spread ** 2 : Math.sqrt(fanIn) / spread;
    const strength = Math.max(trial.factor * unit, 0.1);
    const units = Math.min(trial.units, Math.max(Math.floor(width / directions), 1));
    switch (own.pattern) {
      case 'specialization':
        states.push({ ...priorState, units, strength, across: 0.6, lean: problem.needsTwoKinds ? leaning * unit : 0 });
        break;
      case 'gfl':
        states.push(
          form === 'tied' || form === 'lowrank'
            ? { ...priorState, lean: strength }
            : { ...priorState, gain: Math.max(strength ** 2, 1.5) },
        );
        break;
      case 'magnetization':
        states.push({ ...priorState, lean: strength });
    }
  }
  return states;
}

/** From which gain, or square of the strength, counts as feature learning. */
const learned = 2;
/** Above which cosine with its feature a unit counts as specialised: half the largest possible. */
const specialisedCosine = 1 / 2;

/** What each layer of the study shows. */
export function seenPatterns(problem: DrawnProblem, { patterns, states }: DrawnSaddle): PatternName[] {
  problem.energy(patterns, states);
  const cosines = problem.cosines(states);
  return patterns.map((_, of): PatternName => {
    const shown = problem.drawn.layers.flatMap((layer, index): PatternName[] => {
      const state = states[index];
      return layer.of === of && state ? [patternOf(layer, state, cosines[index] ?? 0)] : [];
    });
    return shown.find((name) => name !== 'lazy') ?? 'lazy';
  });
}

function patternOf({ isScored, units: layer }: DrawnLayer, state: DrawnState, cosine: number): PatternName {
  const { units, strength, lean, gain } = state;
  if (units > 0 && strength ** 2 >= learned)
    return isScored || cosine > specialisedCosine ? 'specialization' : 'magnetization';
  if (layer?.form === 'tied') return lean ** 2 >= learned ? 'gfl' : 'lazy';
  if (lean ** 2 >= Math.max(gain, learned)) return 'magnetization';
  return gain + lean ** 2 >= learned ? 'gfl' : 'lazy';
}
