import type { PlannedNetwork } from '../plan.js';
import type { Shape } from './layer.js';
import { roundToInteger } from './layer.js';
import type { GaussianSource } from './random.js';
import { fillGaussian } from './random.js';

export type PlannedInput = PlannedNetwork['input'];

/** The position of the query among the tokens: layers behind the last attention act on it alone, and the readout reads it. */
export const queryPosition = 0;

/** The shape of one input: gaussian(d) is one position of d features, patches(n, S) n of S, tokens(L, d) L of d. */
export function inputShape(input: PlannedInput): Shape {
  switch (input.kind) {
    case 'gaussian':
      return { positions: 1, features: roundToInteger(input.dimension) };
    case 'patches':
      return { positions: roundToInteger(input.count), features: roundToInteger(input.size) };
    case 'tokens':
      return { positions: roundToInteger(input.length), features: roundToInteger(input.dimension) };
  }
}

/**
 * The variance of the data along each of the target's directions, and in every direction across: 1 on average over all of them (theory,
 * "Spiked data").
 * @throws RangeError when the directions vary by more than there is.
 */
export function inputVariances(input: PlannedInput, directions: number): { along: number; across: number } {
  if (input.kind !== 'gaussian' || input.signal === undefined) return { along: 1, across: 1 };
  const { dimension, signal } = input;
  const left = dimension - directions * signal;
  if (left < 0)
    throw new RangeError(`${directions} directions of variance ${signal} are more than ${dimension} in all`);
  return { along: signal, across: dimension > directions ? left / (dimension - directions) : 1 };
}

/**
 * Draws inputs [samples][positions][features], every number standard Gaussian, or, where the data have a signal, of the variance that the
 * data have along that axis: the target's directions are the first ones.
 */
export function sampleInputs(
  input: PlannedInput,
  samples: number,
  source: GaussianSource,
  directions = 1,
): Float64Array {
  const { positions, features } = inputShape(input);
  const inputs = fillGaussian(new Float64Array(samples * positions * features), source);
  const { along, across } = inputVariances(input, directions);
  if (along === 1 && across === 1) return inputs;
  const [signal, rest] = [Math.sqrt(along), Math.sqrt(across)];
  return inputs.map((value, index) => value * (index % features < directions ? signal : rest));
}
