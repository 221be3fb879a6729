import type { PlanOptions, Preset } from '../../plan.js';

/** How much is measured. */
export interface Effort {
  /** Operations that all chains together may take. */
  readonly operations: number;
  /** Data sets at each number of samples for which the operations should last, */
  readonly seeds: number;
  /** and the most there are, if they last for longer. */
  readonly mostSeeds: number;
  /** Values of the swept size. */
  readonly sizes: number;
  /** P in units of the P* that the pilot expects. */
  readonly grid: readonly number[];
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
    grid: [0.5, 0.8, 1.25, 2],
    duration: 60,
    draws: 200,
    doublings: 1,
    chains: 4,
  },
};

/** The largest over the smallest swept value, where the program chooses: small networks are cheap, and far from scaling. */
export const spanOf: Readonly<Record<Preset, number>> = { quick: 4.2, full: 8.4 };

/** The effort of a preset, with what was asked for. */
export function effortOf({ preset = 'quick', seeds }: PlanOptions): Effort {
  return { ...efforts[preset], ...(seeds === undefined ? {} : { seeds }) };
}

/** Fewer data sets cannot tell their spread. */
export const fewestSeeds = 3;
const fewerSeeds = [6, fewestSeeds];
const shortGrid = [0.6, 1.8];

/** An effort and cheaper ones, which leave out data sets and then numbers of samples, in this order; what was asked for stays. */
export function thriftierEfforts(effort: Effort, { seeds, samples }: PlanOptions): Effort[] {
  const efforts = [effort, ...(seeds === undefined ? fewerSeeds : []).map((fewer) => ({ ...effort, seeds: fewer }))];
  const last = efforts.at(-1) ?? effort;
  const isShorter = samples === undefined && effort.grid.length > shortGrid.length;
  return isShorter ? [...efforts, { ...last, grid: shortGrid }] : efforts;
}

/**
 * How many data sets the effort affords: all that were asked for, else as many as its operations allow.
 * @param each operations of all chains on one data set at every size and number of samples.
 */
export function affordableSeeds({ operations, mostSeeds }: Effort, each: number, { seeds }: PlanOptions): number {
  return seeds ?? Math.min(mostSeeds, Math.max(fewestSeeds, Math.floor(operations / each)));
}
