import type { PlanOptions, Preset } from '../../plan.js';

/** How much is measured, by chains or by descent. */
export interface BaseEffort {
  /** Time of cores that all points should take together, in seconds. */
  readonly coreSeconds: number;
  /** Data sets at each size: the fewest, and the most. */
  readonly leastSeeds: number;
  readonly mostSeeds: number;
  /** Values of the swept size. */
  readonly sizes: number;
  /** The largest over the smallest of them, where the time lasts for it and the program chooses. */
  readonly range: number;
  /** Half an interval of the exponent that is narrow enough: more time is not spent. */
  readonly enough: number;
  /** P in units of the P* that is expected. */
  readonly grid: readonly number[];
}

/** How much is measured by chains. */
export interface Effort extends BaseEffort {
  /** Time that a run may take, in seconds: it ends there with what it has. */
  readonly seconds: number;
  /** Length of a chain in units of time: a direction that the data leave alone swings with period 2 pi. */
  readonly duration: number;
  readonly draws: number;
  /** How often chains that have not mixed are doubled in length at most; the time allows for it. */
  readonly doublings: number;
  /** Chains a point. */
  readonly chains: number;
}

/** A preset is meant for so many cores. */
const cores = 2;
/** The share of a preset's time that is planned for chains: cores are shared, and plans, pilots and fits take some. */
const share = 0.7;

const timed = (seconds: number): Pick<Effort, 'seconds' | 'coreSeconds'> => ({
  seconds,
  coreSeconds: share * cores * seconds,
});

const efforts: Readonly<Record<Preset, Effort>> = {
  // What P* differs by is the data sets: many of them with short chains tell it better than a few with long ones.
  quick: {
    ...timed(300),
    leastSeeds: 12,
    mostSeeds: 96,
    sizes: 4,
    range: 8,
    enough: 0.07,
    grid: [0.6, 1, 1.6],
    duration: 20,
    draws: 40,
    doublings: 0,
    chains: 2,
  },
  full: {
    ...timed(3600),
    leastSeeds: 16,
    mostSeeds: 256,
    sizes: 6,
    range: 16,
    enough: 0.04,
    grid: [0.5, 0.8, 1.25, 2],
    duration: 60,
    draws: 200,
    doublings: 1,
    chains: 4,
  },
};

/** The effort of a preset, with what was asked for. */
export function effortOf({ preset = 'quick', seeds }: PlanOptions): Effort {
  return { ...efforts[preset], ...(seeds === undefined ? {} : { leastSeeds: seeds, mostSeeds: seeds }) };
}

/** Fewer data sets cannot tell their spread. */
export const fewestSeeds = 3;
const shortGrid = [0.6, 1.8];

/** An effort and cheaper ones, which leave out data sets and then numbers of samples, in this order; what was asked for stays. */
export function thriftierEfforts<E extends BaseEffort>(effort: E, { seeds, samples }: PlanOptions): E[] {
  const efforts = [effort, ...(seeds === undefined ? [{ ...effort, leastSeeds: fewestSeeds }] : [])];
  const last = efforts.at(-1) ?? effort;
  const isShorter = samples === undefined && effort.grid.length > shortGrid.length;
  return isShorter ? [...efforts, { ...last, grid: shortGrid }] : efforts;
}
