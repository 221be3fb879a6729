import { valuesIn } from '../../network/layer.js';
import type { NumericNetwork } from '../../network/network.js';
import { numericNetwork } from '../../network/network.js';
import type { LangevinMethod, Plan } from '../../plan.js';

type Readout = LangevinMethod['readout'];

/** Operations that a value of an activation function counts as, forward and backward. */
const activationWork = 40;

/**
 * Operations of one gradient on one sample: a multiplication and an addition for every use of a weight, forward, backward, and once more
 * where a layer's inputs have a derivative too. For attention a bound. An integrated readout takes two products of the features with a
 * square matrix of as many rows as it has weights.
 */
export function operationsPerSample({ layers, readout: last }: NumericNetwork, readout: Readout): number {
  const integration = readout === 'integrated' ? 4 * last.parameters ** 2 : 0;
  return layers.reduce((sum, { input, output, parameters }, index) => {
    const passes = index === 0 ? 4 : 6;
    const activations = index === layers.length - 1 ? 0 : activationWork * valuesIn(output);
    return sum + passes * parameters * input.positions + activations;
  }, integration);
}

/** How many times as dear a gradient may be with an integrated readout: its chains take longer steps and mix in far fewer. */
const dearest = 8;

/**
 * What is sampled of a network: the hidden weights, with the readout integrated out; or all of them where there are no others or the
 * readout is so wide that integrating it would cost too much.
 */
export function readoutOf(network: NumericNetwork): Readout {
  const isCheap = operationsPerSample(network, 'integrated') <= dearest * operationsPerSample(network, 'sampled');
  return network.hidden.parameters > 0 && isCheap ? 'integrated' : 'sampled';
}

/** Operations of all chains of a plan, if none of them mixes before it must. */
export function operationsOf(
  { points }: Pick<Plan, 'points'>,
  { chains, draws, doublings, freshInputs, readout }: LangevinMethod,
): number {
  return points.reduce((sum, { network, sampling }) => {
    if (!sampling) return sum;
    const gradients = sampling.steps * sampling.samples + (draws * freshInputs) / 2;
    return (
      sum +
      2 ** doublings *
        (chains.prior + chains.informed) *
        gradients *
        operationsPerSample(numericNetwork(network), readout)
    );
  }, 0);
}
