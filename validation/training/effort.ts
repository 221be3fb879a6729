import type { PlanOptions, Preset } from '../plan.js';

/** How much is measured. */
export interface Effort {
  /** Operations that all chains together may take. */
  readonly operations: number;
  readonly seeds: number;
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
  quick: {
    operations: 3.5e11,
    seeds: 3,
    sizes: 4,
    grid: [0.5, 0.8, 1.25, 2],
    duration: 80,
    draws: 400,
    doublings: 0,
    chains: 4,
  },
  full: {
    operations: 2e13,
    seeds: 8,
    sizes: 6,
    grid: [0.25, 0.4, 0.63, 1, 1.6, 2.5, 4],
    duration: 1200,
    draws: 2000,
    doublings: 2,
    chains: 8,
  },
};

/** The largest over the smallest swept value, where the program chooses: small networks are cheap, and far from scaling. */
export const spanOf: Readonly<Record<Preset, number>> = { quick: 2.7, full: 6 };

/** The effort of a preset, with what was asked for. */
export function effortOf({ preset = 'quick', seeds }: PlanOptions): Effort {
  return { ...efforts[preset], ...(seeds === undefined ? {} : { seeds }) };
}

/** An effort, and what was left out of a dearer one for it. */
export interface ThriftyEffort {
  readonly effort: Effort;
  readonly left: readonly string[];
}

/** Fewer data sets cannot tell their spread. */
const fewestSeeds = 2;
const shortGrid = [0.5, 1, 2];

/** An effort and cheaper ones, which leave out data sets and then numbers of samples, in this order; what was asked for stays. */
export function thriftierEfforts(effort: Effort, { seeds, samples }: PlanOptions): ThriftyEffort[] {
  const efforts: ThriftyEffort[] = [{ effort, left: [] }];
  const last = (): ThriftyEffort => efforts.at(-1) ?? { effort, left: [] };
  if (seeds === undefined && effort.seeds > fewestSeeds) {
    efforts.push({
      effort: { ...effort, seeds: fewestSeeds },
      left: [`${fewestSeeds} data sets instead of ${effort.seeds}`],
    });
  }
  if (samples === undefined && effort.grid.length > shortGrid.length) {
    const left = [...last().left, `${shortGrid.length} numbers of samples instead of ${effort.grid.length}`];
    efforts.push({ effort: { ...last().effort, grid: shortGrid }, left });
  }
  return efforts;
}
