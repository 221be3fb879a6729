import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { PatternName } from '../../../theory/index.js';
import { minimise } from '../nelder-mead.js';
import type { HeadsEnergy, HeadsProblem, HeadsState } from './energy.js';
import { headsEnergy } from './energy.js';

/** A local minimum of U over the states of the heads. */
export interface HeadsSaddle extends HeadsEnergy {
  readonly state: HeadsState;
  /** Of the attention and of each layer behind it. */
  readonly seen: readonly PatternName[];
  readonly tolerance: number;
}

/** The lowest saddle, the best without heads that stand out, and U of the prior. */
export interface HeadsSearch {
  readonly lowest: HeadsSaddle;
  readonly spread: HeadsSaddle;
  readonly prior: number;
}

/** More choices of M than these are not tried. */
const mostChoices = 6;
const precision = 1e-8;

/**
 * The lowest minimum of U over M heads that hold alpha w w^T and the gain of the others, from starts with all heads, with some and with none.
 * @param seed moves the starts.
 * @param pause awaited between minimisations.
 */
export async function searchHeads(
  problem: HeadsProblem,
  seed: number,
  pause: () => Promise<void>,
): Promise<HeadsSearch> {
  const random = xoroshiro128plus(seed);
  const shake = (): number => 0.3 * (2 * uniformFloat64(random) - 1);
  const saddleFrom = (start: readonly number[], stateAt: (z: readonly number[]) => HeadsState): HeadsSaddle => {
    const found = minimise((z) => headsEnergy(problem, stateAt(z)).energy, start, precision);
    const state = stateAt(found.at);
    return { ...headsEnergy(problem, state), state, seen: seenIn(state), tolerance: found.spread };
  };
  const gainOf = (log = 0): number => Math.exp(Math.min(Math.max(log, -5), 2 * Math.log(3 * problem.dimension)));
  const afterOf = (logs: readonly number[]): number[] => logs.map((log) => Math.exp(Math.min(Math.max(log, -20), 20)));
  const others = (problem.after ?? []).map(() => 1);
  await pause();
  const spread = [1, 2 * Math.log(problem.dimension) - 1]
    .map((log) =>
      saddleFrom([log + shake(), ...others], ([gain, ...after]) => ({
        turned: 0,
        alpha: 0,
        gain: gainOf(gain),
        after: afterOf(after),
      })),
    )
    .reduce((best, other) => (other.energy < best.energy ? other : best));
  const turnedSaddle = async (turned: number): Promise<HeadsSaddle> => {
    await pause();
    return saddleFrom([shake(), shake(), ...others], ([alpha = 0, gain, ...after]) => ({
      turned,
      alpha: Math.exp(Math.min(alpha, 3)),
      gain: turned < problem.heads ? gainOf(gain) : 1,
      after: afterOf(after),
    }));
  };
  const best = await leastOverCounts(choices(Math.floor(problem.heads)), turnedSaddle);
  const lowest = best.energy < spread.energy ? best : spread;
  return { lowest, spread, prior: headsEnergy(problem, { turned: 0, alpha: 0, gain: 1 }).energy };
}

/** Numbers of heads from 1 to all, evenly spaced in logarithms. */
export function choices(heads: number): number[] {
  const most = Math.max(heads, 1);
  return [...new Set(Array.from({ length: mostChoices }, (_, i) => Math.round(most ** (i / (mostChoices - 1)))))];
}

/** Two counts closer than this are not told apart. */
const finest = 1.1;

/**
 * The lowest saddle over a number of heads, as a whole number: among the given numbers first, then between the best of them and its neighbours.
 * @param counts whole numbers, ascending.
 */
async function leastOverCounts(
  counts: readonly number[],
  saddleOf: (count: number) => Promise<HeadsSaddle>,
): Promise<HeadsSaddle> {
  const cache = new Map<number, HeadsSaddle>();
  for (const count of counts) cache.set(count, await saddleOf(count));
  for (;;) {
    const tried = [...cache].sort(([one], [other]) => one - other);
    const at = tried.reduce(
      (best, [, { energy }], index) => (energy < (tried[best]?.[1].energy ?? 0) ? index : best),
      0,
    );
    const [count, lowest] = tried[at] ?? [];
    if (count === undefined || !lowest) throw new RangeError('no number of heads was given');
    const between = [tried[at - 1], tried[at + 1]]
      .flatMap((neighbour) => (neighbour ? [Math.round(Math.sqrt(count * neighbour[0]))] : []))
      .filter((middle) => !cache.has(middle) && Math.max(middle / count, count / middle) > finest);
    if (between.length === 0) return lowest;
    for (const middle of between) cache.set(middle, await saddleOf(middle));
  }
}

/** From which alpha a head counts as turned as a whole, and from which gain on the variance of alpha the heads count as learning. */
const wholeHead = 1;
const learnedGain = 2;

function seenIn(state: HeadsState): PatternName[] {
  return [patternOf(state), ...(state.after ?? []).map((gain): PatternName => (gain >= learnedGain ? 'gfl' : 'lazy'))];
}

/** What heads do, by the names of the patterns: whole heads that turned specialise, a part of their scores magnetises. */
export function patternOf({ turned, alpha, gain }: HeadsState): PatternName {
  if (turned > 0) return alpha >= wholeHead ? 'specialization' : 'magnetization';
  return gain >= learnedGain ? 'gfl' : 'lazy';
}
