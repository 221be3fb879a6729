import { NotMeasurableError } from '../../errors.js';
import { minimiseSmooth } from '../../rate/quasi-newton.js';
import { denseState } from './dense.js';
import type { DenseProblem, GroupState } from './problem.js';
import { learnedBy, type DataSetting, type Learned, type Memory } from './population.js';

/** A local minimum of U_P over the states of the units. */
export interface LowState extends Learned {
  readonly states: readonly GroupState[];
}

/** Where the alignment of the lowest state crosses a threshold. */
export interface Crossing {
  readonly samples: number;
  readonly state: LowState;
}

/** What the units may do: some may stand out, and the rest may lean. */
interface Family {
  /** How many groups of units stand out, and whether their numbers are free or the least. */
  readonly groups: number;
  readonly units: 'fewest' | 'free';
  readonly leaning: boolean;
  readonly bothSigns: boolean;
  /** The vectors of its variables where a search begins that knows nothing. */
  readonly starts: readonly (readonly number[])[];
}

/** Where a descent begins. */
interface Start {
  readonly vector: readonly number[];
  readonly shifts: readonly GroupState['shift'][];
}

/** A minimum of a family, and where a descent at another P begins. */
interface Minimum {
  readonly family: Family;
  readonly state: LowState;
  readonly kept: Start;
}

/** What was found at a P: the lowest state, and the minima next to it. */
interface Looked extends Crossing {
  readonly minima: readonly Minimum[];
}

/** The families of a problem: those of an activation that is neither odd nor even have units of one sign or of both. */
function familiesOf(problem: DenseProblem): Family[] {
  const { symmetric, axes, population, isBounded } = problem;
  const leans = leaningsOf(axes);
  // A unit of an unbounded activation can do the work of many by being long.
  const lengths = isBounded ? [1.5] : [1.5, 4];
  const families: Family[] = [
    {
      groups: 0,
      units: 'free',
      leaning: false,
      bothSigns: false,
      starts: [
        [0, 0],
        [2, 0],
      ],
    },
    {
      groups: 0,
      units: 'free',
      leaning: true,
      bothSigns: false,
      starts: leans.map((lean) => [...lean.map((m) => 1.5 * m), 0, 0, -1]),
    },
  ];
  for (const bothSigns of symmetric ? [false] : [false, true]) {
    for (const units of ['fewest', 'free'] as const) {
      const starts = leans.flatMap((lean) =>
        lengths.map((length) => [
          ...(units === 'free' ? [0.5] : []),
          ...lean.map((m) => length * m),
          ...[-1, -0.5, -2],
          ...lean,
          ...[-1, -0.2, -1],
        ]),
      );
      families.push({
        groups: 1,
        units,
        leaning: true,
        bothSigns,
        starts: units === 'fewest' || population.beside > 0 ? starts.slice(0, lengths.length) : starts,
      });
    }
    if (!needsTwo(problem)) continue;
    const apart =
      axes === 1
        ? [[1.8], [1]]
        : [
            [1.5, 0.05],
            [0.05, 1.5],
          ];
    const groups = apart.map((lean) => [0.5, ...lean, -1, -0.5, -2]);
    families.push({
      groups: 2,
      units: 'free',
      leaning: true,
      bothSigns,
      starts: [[...groups.flat(), ...(leans[0] ?? []), -1, -0.2, -1]],
    });
  }
  return families;
}

/** Where one kind of units cannot be enough: they hold lower degrees than the target's that the rest cannot cancel, or its components lie along two directions. */
function needsTwo({ axes, population: { target }, functions }: DenseProblem): boolean {
  const degrees = functions.flatMap((each, index) =>
    target[index] === 0 ? [] : [each.reduce((sum, degree) => sum + degree, 0)],
  );
  return Math.max(...degrees) > 3 || (axes === 2 && degrees.length > 1);
}

/** Unit vectors along which units may begin: with two directions along either, and between. */
const leaningsOf = (axes: number): number[][] =>
  axes === 1
    ? [[1]]
    : [
        [0.6, 0.8],
        [1, 0.05],
        [0.05, 1],
      ];

const positive = (logarithm: number): number => Math.exp(Math.min(Math.max(logarithm, -30), 30));
const still = { across: 0, together: 0 };

function statesAt(
  problem: DenseProblem,
  family: Family,
  vector: ArrayLike<number>,
  shifts: readonly GroupState['shift'][],
): GroupState[] {
  const { dimension, width, axes, fewest, directions, symmetric } = problem;
  const { groups, units, leaning, bothSigns } = family;
  let next = 0;
  const take = (): number => vector[next++] ?? 0;
  const states: GroupState[] = [];
  let left = width;
  // Half a unit cannot lean one way.
  const least = fewest * directions * (bothSigns && !symmetric ? 2 : 1);
  for (let group = 0; group < groups; group++) {
    const count = Math.min(least * (units === 'free' ? 1 + positive(take()) : 1), left);
    left -= count;
    const lean = Array.from({ length: axes }, take);
    const [gain, across, together] = [positive(take()), positive(take()), positive(take())];
    states.push({ count, lean, gain, across, together, shift: shifts[group] ?? still, bothSigns, dedicated: true });
  }
  // What all units lean costs d N: the prior's deviation is its scale.
  const lean = Array.from({ length: axes }, () => (leaning ? take() / Math.sqrt(dimension) : 0));
  const [gain, across] = [positive(take()), positive(take())];
  const together = leaning ? positive(take()) : 1;
  states.push({ count: left, lean, gain, across, together, shift: still, bothSigns, dedicated: false });
  return states;
}

/** Relative precision of a minimum, and how often what units learn of noise is taken anew. */
interface Effort {
  readonly precision: number;
  readonly rounds: number;
}
const rough: Effort = { precision: 1e-4, rounds: 1 };
const exact: Effort = { precision: 1e-7, rounds: 3 };

/**
 * The minimum of U_P in a family. What the units that stand out learn of the noise of a data set, q = r (1 - a) a for weights of variance a in units of the
 * prior's, r the mean predictor's squared error and the label noise over kappa_eff, is held in each descent, and taken anew after it (derived: linear
 * regression on few directions).
 */
function descend(
  problem: DenseProblem,
  setting: DataSetting,
  family: Family,
  start: Start,
  { precision, rounds }: Effort,
): { state: LowState; kept: Start } {
  let { vector, shifts } = start;
  const memory: Memory = {};
  const at = (there: ArrayLike<number>): LowState => {
    const states = statesAt(problem, family, there, shifts);
    const { cost, population } = denseState(problem, states);
    const learned = learnedBy(population, setting, memory);
    const energy = cost + learned.energy;
    return { ...learned, energy: Number.isFinite(energy) ? energy : Infinity, states };
  };
  for (let round = 0; ; round++) {
    // A descent that stalls where the energy is steep in few variables goes on from a fresh start.
    for (let again = 0, before = Infinity; again < mostRestarts; again++) {
      const found = minimiseSmooth((there) => at(there).energy, vector, precision);
      vector = found.at;
      if (before - found.value <= restartGain * Math.abs(found.value)) break;
      before = found.value;
    }
    const state = at(vector);
    const units = state.states.slice(0, family.groups);
    const r = (state.error + setting.noise ** 2) / state.effectiveRidge;
    const price = units.reduce((sum, group) => sum + noisePrice(problem, group), 0);
    const found = { state: { ...state, energy: state.energy - price }, kept: { vector, shifts } };
    const learnedNoise = (variance: number): number => r * Math.max(1 - variance, 0) * variance;
    const next = units.map(({ across, together }) => ({
      across: learnedNoise(across),
      together: learnedNoise(together),
    }));
    const isSettled = next.every(
      ({ together }, group) => Math.abs(together - (shifts[group]?.together ?? 0)) <= settled * together,
    );
    if (isSettled || round + 1 === rounds) return found;
    shifts = next;
  }
}

/** How often a descent may start afresh, and the relative gain for which it does. */
const mostRestarts = 5;
const restartGain = 0.01;

/** What U has of the noise that units learn, q/(2 a) for each weight: states are compared without it, as all of them learn some. */
function noisePrice(
  { dimension, axes, directions }: DenseProblem,
  { count, across, together, shift }: GroupState,
): number {
  const apart = Math.max(count - directions, 0);
  return (
    ((dimension - axes * directions) / 2) * ((apart * shift.across) / across + (directions * shift.together) / together)
  );
}

const settled = 0.01;
/** The lowest minimum of all, and those that are not far above it. */
function lowestOf(minima: readonly Minimum[]): Minimum[] {
  const finite = minima.filter(({ state }) => Number.isFinite(state.energy));
  const sorted = finite.sort((one, other) => one.state.energy - other.state.energy);
  const lowest = sorted[0]?.state.energy ?? 0;
  return sorted.filter(({ state }) => state.energy <= lowest + tooHigh * Math.abs(lowest)).slice(0, followed);
}

/** How far above the lowest a minimum is followed, relative to it, and how many are. */
const tooHigh = 0.3;
const followed = 3;
/** The factor between the P at which both sides of the crossing are looked for, which grows from look to look. */
const farther = 1.6;
/** The relative width within which P* is found, and the largest P that is tried. */
const width = 1.005;
const most = 1e40;

/**
 * The P at which the alignment of the lowest state crosses a threshold. Families are followed from one P to the next, so that both sides of a transition
 * are known where it is crossed.
 * @param guess where the search begins.
 * @param pause awaited between minimisations; may throw to stop.
 * @throws NotMeasurableError where no number of samples is enough.
 */
export async function findCrossing(
  problem: DenseProblem,
  { ridge, noise, threshold }: Omit<DataSetting, 'samples'> & { readonly threshold: number },
  guess: number,
  pause: () => Promise<void>,
): Promise<Crossing> {
  const families = familiesOf(problem);
  /** The lowest state at a P, from the states of these families that are known and, where asked, from their own starts. */
  const lowestAt = async (samples: number, known: readonly Looked[], isCold: boolean): Promise<Looked> => {
    const found: Minimum[] = [];
    for (const family of families) {
      const warm = known.flatMap(({ minima }) => minima.filter((one) => one.family === family));
      const cold = isCold ? family.starts.map((vector): Start => ({ vector, shifts: [] })) : [];
      for (const start of [...warm.map(({ kept }) => kept), ...cold]) {
        await pause();
        found.push({ ...descend(problem, { samples, ridge, noise }, family, start, rough), family });
      }
    }
    const minima: Minimum[] = [];
    for (const { family, kept } of lowestOf(found)) {
      await pause();
      minima.push({ ...descend(problem, { samples, ridge, noise }, family, kept, exact), family });
    }
    const near = lowestOf(minima);
    const [lowest] = near;
    if (!lowest) throw new NotMeasurableError({ code: 'no-estimate-in-reach' });
    return { samples, state: lowest.state, minima: near };
  };
  let [low, high]: [Looked | undefined, Looked | undefined] = [undefined, undefined];
  let factor = farther;
  for (let samples = guess; !low || !high; factor = Math.min(factor * farther, 10)) {
    if (samples > most) throw new NotMeasurableError({ code: 'no-estimate-in-reach' });
    const found: Looked = await lowestAt(samples, [low ?? high ?? []].flat(), true);
    if (found.state.alignment < threshold) [low, samples] = [found, samples * factor];
    else [high, samples] = [found, samples / factor];
  }
  for (let step = 0; high.samples / low.samples > width && step < 40; step++) {
    // Along the line through both ends where these are alike, else halfway; never so near an end that little is gained.
    const [below, above] = [low.state.alignment, high.state.alignment];
    const between = Math.min(Math.max((threshold - below) / (above - below), 0.1), 0.9);
    const share = step % 3 === 2 || above - below > 0.2 ? 0.5 : between;
    const found = await lowestAt(low.samples * (high.samples / low.samples) ** share, [low, high], false);
    if (found.state.alignment < threshold) low = found;
    else high = found;
  }
  return { samples: Math.sqrt(low.samples * high.samples), state: high.state };
}
