import { sampleInputs } from '../network/input.js';
import type { NumericNetwork } from '../network/network.js';
import { numericNetwork } from '../network/network.js';
import { numericTarget } from '../network/target.js';
import type { PlannedPoint } from '../plan.js';
import type { Potential } from './langevin.js';
import { sharedSource, streams } from './inputs.js';

/** What of a planned point decides its posterior. */
export type PosteriorPoint = Pick<PlannedPoint, 'network' | 'target' | 'seed'> & {
  readonly sampling: { readonly samples: number; readonly ridge: number };
};

/** The posterior of a network's weights (unit variance under the prior), given P samples. */
export interface Posterior extends Potential {
  readonly network: NumericNetwork;
  /** Inputs other than the samples, [freshInputs][values]. */
  readonly fresh: Float64Array;
  /** <f, y> / <y, y> over the fresh inputs, of the network with these weights. */
  alignment(weights: Float64Array): number;
}

/**
 * U(theta) = |theta|^2 / 2 + (1 / 2 kappa) sum over the samples of (f(x) - y(x))^2.
 * @param freshInputs on how many other inputs the alignment is taken.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export function posteriorOf(point: PosteriorPoint, freshInputs: number): Posterior {
  const { network: planned, target, seed } = point;
  const { samples, ridge } = point.sampling;
  const network = numericNetwork(planned);
  const values = numericTarget(target, planned.input);
  const directions = target.kind === 'hermite' ? target.directions : 1;
  const x = sampleInputs(planned.input, samples, sharedSource(seed, streams.samples), directions);
  const y = values(x, samples);
  const fresh = sampleInputs(planned.input, freshInputs, sharedSource(seed, streams.fresh), directions);
  const truth = values(fresh, freshInputs);
  const square = truth.reduce((sum, one) => sum + one * one, 0);
  const pass = network.on(samples);
  const freshPass = network.on(freshInputs);
  const misfit = new Float64Array(samples);
  return {
    network,
    fresh,
    dimension: network.parameters,
    gradient(at, into) {
      pass.forward(at, x);
      for (let sample = 0; sample < samples; sample++) {
        misfit[sample] = ((pass.output[sample] as number) - (y[sample] as number)) / ridge;
      }
      pass.backward(at, x, misfit, into);
      for (let index = 0; index < at.length; index++) into[index] = (into[index] as number) + (at[index] as number);
    },
    alignment(weights) {
      freshPass.forward(weights, fresh);
      let sum = 0;
      for (let sample = 0; sample < freshInputs; sample++) {
        sum += (freshPass.output[sample] as number) * (truth[sample] as number);
      }
      return sum / square;
    },
  };
}
