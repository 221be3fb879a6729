import type { PlannedNetwork } from '../plan.js';
import type { Shape } from './layer.js';
import { valuesIn, whole } from './layer.js';
import type { GaussianSource } from './random.js';
import { fillGaussian } from './random.js';

export type PlannedInput = PlannedNetwork['input'];

/**
 * The shape of one input: gaussian(d) is one position of d features, patches(n, S) n of S, tokens(L, d) L of d.
 * @throws RangeError for data with a signal.
 */
export function inputShape(input: PlannedInput): Shape {
  switch (input.kind) {
    case 'gaussian':
      if (input.signal !== undefined) throw new RangeError('data with a signal are not known in numbers');
      return { positions: 1, features: whole(input.dimension) };
    case 'patches':
      return { positions: whole(input.count), features: whole(input.size) };
    case 'tokens':
      return { positions: whole(input.length), features: whole(input.dimension) };
  }
}

/** Draws inputs [samples][positions][features], every number standard Gaussian. */
export function sampleInputs(input: PlannedInput, samples: number, source: GaussianSource): Float64Array {
  return fillGaussian(new Float64Array(samples * valuesIn(inputShape(input))), source);
}
