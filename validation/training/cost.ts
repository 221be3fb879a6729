import { availableParallelism } from 'node:os';
import type { Cost } from '../cost.js';
import { valuesIn } from '../network/layer.js';
import type { NumericNetwork } from '../network/network.js';
import { numericNetwork } from '../network/network.js';
import type { LangevinMethod, Plan } from '../plan.js';

/** Operations that a value of an activation function counts as, forward and backward. */
const activationWork = 40;
/** Operations a second of one core, as measured with the embedded engine (docs/validation.md, "What it costs"). */
const operationsPerSecond = 1.5e9;

/**
 * Operations of one gradient on one sample: a multiplication and an addition for every use of a weight, forward, backward, and once more
 * where a layer's inputs have a derivative too. For attention a bound.
 */
export function operationsPerSample({ layers }: NumericNetwork): number {
  return layers.reduce((sum, { input, output, parameters }, index) => {
    const passes = index === 0 ? 4 : 6;
    const activations = index === layers.length - 1 ? 0 : activationWork * valuesIn(output);
    return sum + passes * parameters * input.positions + activations;
  }, 0);
}

/** Operations of all chains of a plan. */
export function operationsOf({ points }: Plan, { chains, draws, freshInputs }: LangevinMethod): number {
  return points.reduce((sum, { network, sampling }) => {
    if (!sampling) return sum;
    const gradients = sampling.steps * sampling.samples + (draws * freshInputs) / 2;
    return sum + (chains.prior + chains.informed) * gradients * operationsPerSample(numericNetwork(network));
  }, 0);
}

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
