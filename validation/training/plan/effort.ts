import type { PlanOptions, Preset } from '../../plan.js';
import { NotMeasurableError } from '../../errors.js';
import { operationsPerSample, readoutOf } from './operations.js';
import type { SizedStudy } from './range.js';
import { stepTimesFrequency } from '../sample/stiffness.js';

/** How much is measured, by chains or by descent. */
export interface BaseEffort {
  /** Operations that all chains together may take. */
  readonly operations: number;
  /** Data sets at each number of samples for which the operations should last, */
  readonly seeds: number;
  /** and the most there are, if they last for longer. */
  readonly mostSeeds: number;
  /** Values of the swept size. */
  readonly sizes: number;
  /** The largest over the smallest swept value, where the program chooses: small networks are cheap, and far from scaling. */
  readonly span: number;
  /** P in units of the P* that the pilot expects. */
  readonly grid: readonly number[];
}

/** How much is measured by chains. */
export interface Effort extends BaseEffort {
  /** Length of a chain in units of time: a direction that the data leave alone swings with period 2 pi. */
  readonly duration: number;
  readonly draws: number;
  /** How often chains that have not mixed are doubled in length at most; the operations allow for it. */
  readonly doublings: number;
  /** Chains a point. */
  readonly chains: number;
}

const efforts: Readonly<Record<Preset, Effort>> = {
  // What P* differs by is the data sets: many of them with short chains tell it better than a few with long ones.
  quick: {
    operations: 7e11,
    seeds: 12,
    mostSeeds: 64,
    sizes: 4,
    span: 4.2,
    grid: [0.6, 1.1, 2],
    duration: 20,
    draws: 40,
    doublings: 0,
    chains: 2,
  },
  full: {
    operations: 4e13,
    seeds: 12,
    mostSeeds: 64,
    sizes: 6,
    span: 8.4,
    grid: [0.5, 0.8, 1.25, 2],
    duration: 60,
    draws: 200,
    doublings: 1,
    chains: 4,
  },
};

/** The effort of a preset, with what was asked for. */
export function effortOf({ preset = 'quick', seeds }: PlanOptions): Effort {
  return { ...efforts[preset], ...(seeds === undefined ? {} : { seeds }) };
}

/** Fewer data sets cannot tell their spread. */
export const fewestSeeds = 3;
const fewerSeeds = [6, fewestSeeds];
const shortGrid = [0.6, 1.8];

/** An effort and cheaper ones, which leave out data sets and then numbers of samples, in this order; what was asked for stays. */
export function thriftierEfforts<E extends BaseEffort>(effort: E, { seeds, samples }: PlanOptions): E[] {
  const efforts = [effort, ...(seeds === undefined ? fewerSeeds : []).map((fewer) => ({ ...effort, seeds: fewer }))];
  const last = efforts.at(-1) ?? effort;
  const isShorter = samples === undefined && effort.grid.length > shortGrid.length;
  return isShorter ? [...efforts, { ...last, grid: shortGrid }] : efforts;
}

/**
 * How many data sets the effort affords: all that were asked for, else as many as its operations allow.
 * @param each operations of all chains on one data set at every size and number of samples.
 */
export function affordableSeeds({ operations, mostSeeds }: BaseEffort, each: number, { seeds }: PlanOptions): number {
  return seeds ?? Math.min(mostSeeds, Math.max(fewestSeeds, Math.floor(operations / each)));
}

/** The P* to expect at a size, from a pilot. */
export type Expectation = (sized: SizedStudy) => number;

/** The numbers of samples to measure at a size: those asked for, else a grid around the P* expected. */
export function samplesAt(
  sized: SizedStudy,
  expected: Expectation,
  effort: BaseEffort,
  options: PlanOptions,
): number[] {
  const samples = options.samples
    ? options.samples.map((one) => one.value(sized.study.reference))
    : effort.grid.map((factor) => factor * expected(sized));
  return [...new Set(samples.map((one) => Math.max(2, Math.round(one))))].sort((a, b) => a - b);
}

/** The operations that the points at one size take. */
export type OperationsAt<E> = (sized: SizedStudy, samples: readonly number[], effort: E) => number;

/** Sizes to measure at, and how much there. */
export interface Affordable<E> {
  readonly effort: E;
  readonly sizes: readonly SizedStudy[];
}

/**
 * The sizes to measure at: evenly spaced, up to the largest that the effort affords; where that is not even three, data sets and numbers
 * of samples are left out.
 * @param possible at least three, ascending.
 * @param operationsAt of all data sets at one size.
 * @throws NotMeasurableError when not even then the three smallest can be afforded.
 */
export function affordable<E extends BaseEffort>(
  possible: readonly SizedStudy[],
  expected: Expectation,
  fullEffort: E,
  options: PlanOptions & { readonly preset: Preset },
  operationsAt: OperationsAt<E>,
): Affordable<E> {
  for (const effort of thriftierEfforts(fullEffort, options)) {
    const sizes = sizesWithin(possible, expected, effort, options, operationsAt);
    if (sizes) return { effort, sizes };
  }
  const { value = 1 } = possible[2] ?? {};
  throw new NotMeasurableError({ code: 'training-too-costly', value, preset: options.preset });
}

function sizesWithin<E extends BaseEffort>(
  possible: readonly SizedStudy[],
  expected: Expectation,
  effort: E,
  options: PlanOptions & { readonly preset: Preset },
  operationsAt: OperationsAt<E>,
): readonly SizedStudy[] | undefined {
  const count = options.points ?? effort.sizes;
  let chosen: readonly SizedStudy[] | undefined;
  for (let last = 2; last < possible.length; last++) {
    const top = possible[last]?.value ?? 1;
    const from = possible.findIndex(({ value }) => value * effort.span >= top);
    const sizes = thinned(possible.slice(Math.min(from, last - 2), last + 1), count);
    const operations = sizes.reduce(
      (sum, sized) => sum + operationsAt(sized, samplesAt(sized, expected, effort, options), effort),
      0,
    );
    if (operations > effort.operations) break;
    chosen = sizes;
  }
  return chosen;
}

/** Operations of all chains at one size; the step is guessed from the stiffness of a network that has learned. */
export function expectedOperations({ network, study }: SizedStudy, samples: readonly number[], effort: Effort): number {
  const ridge = study.ridge.value(study.reference);
  const readout = readoutOf(network);
  return samples.reduce((sum, one) => {
    // Curvatures between 0.1 and 1 P / kappa were seen.
    const steps = (effort.duration * Math.sqrt(1 + (0.4 * one) / ridge)) / stepTimesFrequency[readout];
    return (
      sum + effort.seeds * effort.chains * 2 ** effort.doublings * steps * one * operationsPerSample(network, readout)
    );
  }, 0);
}

/** So many of the sizes, both ends among them. */
function thinned(sizes: readonly SizedStudy[], count: number): SizedStudy[] {
  const last = sizes.length - 1;
  const wanted = Math.min(count, sizes.length);
  const picked = Array.from({ length: wanted }, (_, index) => Math.round((index * last) / Math.max(wanted - 1, 1)));
  return [...new Set(picked)].flatMap((index) => sizes[index] ?? []);
}
