import { availableParallelism } from 'node:os';
import type { Cost } from '../cost.js';
import { valuesIn } from '../network/layer.js';
import type { NumericNetwork } from '../network/network.js';
import { numericNetwork } from '../network/network.js';
import type { LangevinMethod, Plan } from '../plan.js';
import { operationsOf } from './operations.js';

/** Operations a second of one core, as measured with the embedded engine (docs/validation.md, "What it costs"). */
const operationsPerSecond = 2.5e9;

/** What a plan of chains costs in the embedded engine: its operations, at the rate that one core was measured to do. */
export function chainsCost(plan: Plan, method: LangevinMethod): Cost {
  const cores = availableParallelism();
  const bytes = Math.max(
    ...plan.points.map(({ network, sampling }) =>
      bytesFor(numericNetwork(network), Math.max(sampling?.samples ?? 0, method.freshInputs)),
    ),
  );
  return {
    seconds: operationsOf(plan, method) / operationsPerSecond / cores,
    megabytes: process.memoryUsage().rss / 1e6 + (cores * bytes) / 1e6,
    basis: `Counted in operations, for ${cores} cores that nothing else uses.`,
  };
}

/** Bytes of the arrays for gradients on so many samples. */
function bytesFor({ layers, input, parameters }: NumericNetwork, samples: number): number {
  const values = layers.reduce((sum, { output }) => sum + valuesIn(output), 0);
  return 8 * (samples * (2 * valuesIn(input) + 4 * values) + 4 * parameters);
}
