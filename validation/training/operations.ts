import { valuesIn } from '../network/layer.js';
import type { NumericNetwork } from '../network/network.js';
import { numericNetwork } from '../network/network.js';
import type { LangevinMethod, Plan } from '../plan.js';

/** Operations that a value of an activation function counts as, forward and backward. */
const activationWork = 40;

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
