import { availableParallelism } from 'node:os';
import type { Cost } from '../../request/cost.js';
import { valuesIn } from '../../network/layer.js';
import type { NumericNetwork } from '../../network/network.js';
import { numericNetwork } from '../../network/network.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import { chainsDuration, largestPoint } from './duration.js';

/** What a plan of chains costs in the embedded engine: its gradients and looks, timed at each size. */
export function chainsCost(plan: Plan, method: LangevinMethod): Cost | undefined {
  const cores = availableParallelism();
  const largest = largestPoint(plan);
  const duration = chainsDuration(plan, method, cores);
  if (!largest || !duration) return undefined;
  const bytes = bytesFor(numericNetwork(largest.network), Math.max(largest.sampling.samples, method.freshInputs));
  return { ...duration, megabytes: process.memoryUsage().rss / 1e6 + (cores * bytes) / 1e6 };
}

/** Bytes of the arrays for gradients on so many samples. */
export function bytesFor({ layers, input, parameters }: NumericNetwork, samples: number): number {
  const values = layers.reduce((sum, { output }) => sum + valuesIn(output), 0);
  return 8 * (samples * (2 * valuesIn(input) + 4 * values) + 4 * parameters);
}
