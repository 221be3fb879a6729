import { valuesIn } from '../network/layer.js';
import { operationsPerSample } from '../training/plan/operations.js';
import type { BaseEffort } from '../training/plan/effort.js';
import type { CostOfPoint } from '../training/plan/afford.js';
import { operationsPerSecond } from './operations.js';
import type { DescentMethod, OptimiserName, PlanOptions, Preset } from '../plan.js';

/** How much descent is measured: what a preset affords. */
export interface DescentEffort extends BaseEffort {
  /** Passes over the samples at most. */
  readonly epochs: number;
}

const efforts: Readonly<Record<Preset, BaseEffort & { readonly epochs: Readonly<Record<OptimiserName, number>> }>> = {
  quick: {
    coreSeconds: 400,
    leastSeeds: 8,
    mostSeeds: 32,
    sizes: 4,
    range: 8,
    enough: 0.07,
    grid: [0.35, 0.7, 1.4, 2.8],
    // A full batch takes one step an epoch, others one every batch.
    epochs: { gd: 2000, sgd: 300, onepass: 1, adam: 300, adamw: 300 },
  },
  full: {
    coreSeconds: 1e4,
    leastSeeds: 12,
    mostSeeds: 64,
    sizes: 6,
    range: 16,
    enough: 0.04,
    grid: [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8],
    epochs: { gd: 8000, sgd: 1200, onepass: 1, adam: 1200, adamw: 1200 },
  },
};

/** The effort of a preset for an optimiser, with what was asked for. */
export function descentEffort(
  { preset = 'quick', seeds }: Pick<PlanOptions, 'preset' | 'seeds'>,
  optimiser: OptimiserName,
): DescentEffort {
  const { epochs, ...effort } = efforts[preset];
  return {
    ...effort,
    epochs: epochs[optimiser],
    ...(seeds === undefined ? {} : { leastSeeds: seeds, mostSeeds: seeds }),
  };
}

/** Samples a step. One pass takes small ones, as its steps are few. */
const batches: Readonly<Partial<Record<OptimiserName, number>>> = { sgd: 32, onepass: 8, adam: 32, adamw: 32 };

/** How an optimiser trains, but for its learning rate. */
export type Training = Omit<DescentMethod, 'kind' | 'share' | 'algorithms' | 'comparedWith' | 'equilibrium'>;

/** How an optimiser trains with so many epochs. */
export function trainingOf(optimiser: OptimiserName, { epochs }: DescentEffort, threshold: number): Training {
  const batch = batches[optimiser];
  return {
    optimiser,
    ...(batch === undefined ? {} : { batch }),
    epochs,
    // A sample that is used once says what the error was before it was used: nothing is overfitted.
    heldOut: optimiser === 'onepass' ? 0 : 0.2,
    looks: 100,
    // Weights stay where they are for long before they turn to a direction.
    patience: 50,
    halvings: 4,
    freshInputs: 2048,
    threshold,
  };
}

/** Numbers that the inputs of one data set may be: 160 MB. */
const mostNumbers = 2e7;

/** What a data set takes if nothing stops early; infinite where it would take too much memory. */
export const descentCostOf: CostOfPoint<DescentEffort> = ({ network }, { samples }, { epochs }) =>
  samples * valuesIn(network.input) > mostNumbers
    ? Infinity
    : (epochs * samples * operationsPerSample(network, 'sampled')) / operationsPerSecond;
