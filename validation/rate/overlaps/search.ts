import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { HiddenState, RateProblem, StateEnergy } from './energy.js';
import { stateEnergy } from './energy.js';
import type { Minimum } from '../nelder-mead.js';
import { minimise } from '../nelder-mead.js';

/** What is seen at a saddle, by the names of the patterns. */
export type SeenPattern = 'lazy' | 'gfl' | 'specialization' | 'magnetization';

/** A local minimum of U over the states of the hidden weights. */
export interface Saddle extends StateEnergy {
  readonly pattern: SeenPattern;
  readonly state: HiddenState;
  /** The optimiser's tolerance on the energy. */
  readonly tolerance: number;
}

/** The lowest saddle, and the best of the other kind beside it. */
export interface SaddleSearch {
  readonly lowest: Saddle;
  /** The best state without units that stand out, and the best with some. */
  readonly spread: Saddle;
  readonly specialised: Saddle;
}

const log = Math.log;
const jitter = 0.3;

/**
 * The saddles of U: its lowest minimum over all the states, from starts on both sides of every transition.
 *
 * M is a whole number of units; it is first let vary freely, then its whole neighbours are solved.
 * @param seed moves the starts, so that two seeds that agree show that the minimum does not hang on its start.
 * @param pause awaited between minimisations: lets the caller stop a search.
 * @throws whatever `pause` throws.
 */
export async function findSaddle(
  problem: RateProblem,
  seed: number,
  pause: () => Promise<void>,
): Promise<SaddleSearch> {
  const random = xoroshiro128plus(seed);
  const shake = (start: readonly number[]): number[] => start.map((x) => x + jitter * (2 * uniformFloat64(random) - 1));

  const best: Best = (starts, stateAt, precision) => bestOf(starts, stateAt, { problem, pause, precision });

  const spreadStarts = [1, 3, 10, 100, Math.pow(problem.dimension ** 3 / problem.width, 1 / 4)].filter(
    (D) => D <= problem.dimension,
  );
  const roughSpread = await best(
    spreadStarts.map((D) => shake([log(D), 0])),
    spreadState,
    rough,
  );
  const spread = await best([logsOf(roughSpread.state).slice(2)], spreadState, exact);

  const unitsStarts = [1, Math.sqrt((problem.chi * problem.width) / problem.dimension), problem.width / 2];
  // One unit of length m = (N/d)^(1/6) is where a quadratic network ends.
  const longUnit = [0, log(Math.max((problem.chi * problem.width) / problem.dimension, 1)) / 3, -0.5, 0, 0];
  const free = await best(
    [
      ...unitsStarts.flatMap((M) => [1.5, 4].map((overlap) => shake([log(Math.max(M, 1)), log(overlap), -0.5, 0, 0]))),
      shake(longUnit),
    ],
    ([logUnits = 0, ...z]) => unitsState(boundedUnits(logUnits, problem.width), z),
    rough,
  );
  const { units } = free.state;
  const wholes = new Set([1, Math.floor(units), Math.floor(units) + 1, Math.floor(problem.width)]);
  let lowest = free;
  for (const M of [...wholes].filter((count) => count >= 1 && count <= problem.width)) {
    const near = Math.abs(M - units) <= 1;
    const starts = near ? [logsOf(free.state)] : [logsOf(free.state), [log(2), -0.5, 0, 0]];
    const found = await best(starts, (z) => unitsState(M, z), rough);
    if (lowest === free || found.energy < lowest.energy) lowest = found;
  }
  const { units: M } = lowest.state;
  const specialised = await best([logsOf(lowest.state)], (z) => unitsState(M, z), exact);
  // A unit that stands out for nothing leaves the energy as it is; it is not to be counted.
  const gains = spread.energy - specialised.energy > 1e-6 * Math.abs(spread.energy);
  return { lowest: gains ? specialised : spread, spread, specialised };
}

type StateAt = (z: readonly number[]) => HiddenState;
type Best = (starts: readonly (readonly number[])[], stateAt: StateAt, precision: number) => Promise<Saddle>;

/** Relative precision of the first descents, which only have to find the right valley, and of the last ones. */
const rough = 1e-7;
const exact = 1e-13;

async function bestOf(
  starts: readonly (readonly number[])[],
  stateAt: StateAt,
  { problem, pause, precision }: { problem: RateProblem; pause: () => Promise<void>; precision: number },
): Promise<Saddle> {
  let lowest: Minimum | undefined;
  for (const start of starts) {
    await pause();
    const found = minimise((z) => guarded(problem, stateAt(z)) + excess(z), start, precision);
    if (!lowest || found.value < lowest.value) lowest = found;
  }
  if (!lowest) throw new RangeError('no start was given');
  const state = stateAt(lowest.at);
  return { ...stateEnergy(problem, state), state, pattern: patternOf(state, problem), tolerance: lowest.spread };
}

/** Keeps logarithms within what doubles hold: a simplex may wander where the energy is flat. */
const farthest = 40;
const excess = (z: readonly number[]): number => z.reduce((sum, x) => sum + Math.max(Math.abs(x) - farthest, 0), 0);

function guarded(problem: RateProblem, state: HiddenState): number {
  const { energy } = stateEnergy(problem, state);
  return Number.isFinite(energy) ? energy : Infinity;
}

const spreadState = ([spread = 0, restAcross = 0]: readonly number[]): HiddenState => ({
  units: 0,
  overlap: 0,
  across: 1,
  spread: Math.exp(spread),
  restAcross: Math.exp(restAcross),
});

function unitsState(
  units: number,
  [overlap = 0, across = 0, spread = 0, restAcross = 0]: readonly number[],
): HiddenState {
  return {
    units,
    overlap: Math.exp(overlap),
    across: Math.exp(across),
    spread: Math.exp(spread),
    restAcross: Math.exp(restAcross),
  };
}

/** The variables of `unitsState`; the last two are those of `spreadState`. */
const logsOf = ({ overlap, across, spread, restAcross }: HiddenState): number[] => [
  log(overlap || 1),
  log(across),
  log(spread),
  log(restAcross),
];

const boundedUnits = (logUnits: number, width: number): number =>
  Math.exp(Math.min(Math.max(logUnits, 0), log(Math.max(width, 1))));

/** Above which cosine with w* a unit counts as specialised: half the largest possible. */
const specialisedCosine = 1 / 2;
/** From which gain on the overlaps' variance counts as feature learning. */
const learnedGain = 2;

function patternOf(state: HiddenState, problem: RateProblem): SeenPattern {
  if (state.units > 0) return cosineOf(state, problem) > specialisedCosine ? 'specialization' : 'magnetization';
  return state.spread >= learnedGain ? 'gfl' : 'lazy';
}

/** The correlation of w*.x with the pre-activation of the units that stand out: on isotropic data the cosine of w* and their weights. */
export function cosineOf(state: HiddenState, { overlap, dimension: d }: RateProblem): number {
  return overlap.cosine(state.overlap, (state.across * (d - 1)) / d);
}
