import { numericNetwork } from '../../network/network.js';
import type { Sensitivity } from '../../network/sensitivity.js';
import { sensitivity } from '../../network/sensitivity.js';
import { plannedDirections } from '../../network/target.js';
import { valuesIn } from '../../network/layer.js';
import type { LangevinMethod, PlannedPoint, Sampling } from '../../plan.js';
import { dataSet, labelledSamples } from './data-set.js';
import { IntegratedReadout } from './integrated-readout.js';
import type { Potential } from './langevin.js';
import type { StartingPoint } from './starts.js';
import { product, alignmentWeights } from './alignment-weights.js';

/** What of a point's sampling decides its posterior: P, kappa and the noise of the labels. */
export type SampleSetting = Pick<Sampling, 'samples' | 'ridge' | 'noise'>;

/** What of a planned point decides its posterior. */
export type PosteriorPoint = Pick<PlannedPoint, 'network' | 'target' | 'seed'> & { readonly sampling: SampleSetting };

/** What of a method decides it. */
export type PosteriorMethod = Pick<LangevinMethod, 'freshInputs' | 'readout' | 'component'>;

/** The posterior of weights (unit variance under the prior), given P samples: of all, or of those of the hidden layers. */
export interface Posterior extends Potential, StartingPoint {
  /** U, up to a constant. */
  energy(weights: Float64Array): number;
  /** <f, y> / <y, y> over the fresh inputs, of the network with these weights, or that of the method's component; with an integrated readout the mean over it. */
  alignment(weights: Float64Array): number;
  /** How the same f moves with its inputs, on some of the fresh ones. */
  sensitivity(weights: Float64Array): Sensitivity;
  /** Gives back the memory that it computes in; nothing is asked of it afterwards. */
  close(): void;
}

/** So many fresh inputs are enough for a sensitivity. */
const sensed = 512;

/**
 * U(theta) = |theta|^2 / 2 + (1 / 2 kappa) sum over the samples of (f(x) - y(x))^2, of all the weights theta, or of the hidden ones with the
 * readout integrated out of exp(-U). In double precision: what the core is compared with, and in its place where it cannot be.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export function posteriorOf(point: PosteriorPoint, method: PosteriorMethod): Posterior {
  return posteriorOfData(dataOf(point, method), method);
}

/** The same of its data. */
export function posteriorOfData(data: PosteriorData, { readout }: Pick<PosteriorMethod, 'readout'>): Posterior {
  return readout === 'integrated' ? ofHiddenWeights(data) : ofAllWeights(data);
}

/** What a posterior is computed from. */
export interface PosteriorData {
  readonly start: StartingPoint;
  readonly ridge: number;
  readonly samples: number;
  /** [samples][values] */
  readonly x: Float64Array;
  /** [samples] */
  readonly y: Float64Array;
  readonly freshInputs: number;
  /** Alignment of outputs on the fresh inputs. */
  readonly aligned: (outputs: Float64Array) => number;
  /** What they are multiplied with and summed over for that, [freshInputs]. */
  readonly alignmentWeights: Float64Array;
  /** Of the network with these parameters, the readout's included. */
  readonly sensitivityOf: (parameters: Float64Array) => Sensitivity;
}

/**
 * What a posterior is computed from.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export function dataOf(point: PosteriorPoint, { freshInputs, component }: PosteriorMethod): PosteriorData {
  const { samples, ridge } = point.sampling;
  const fresh = dataSet(point, 'fresh', freshInputs);
  const weights = alignmentWeights(point, fresh, component);
  const network = numericNetwork(point.network);
  const inputs = fresh.x.subarray(0, Math.min(sensed, freshInputs) * valuesIn(network.input));
  return {
    ...labelledSamples(point, point.sampling),
    start: {
      network,
      input: point.network.input,
      target: point.target,
      fresh: fresh.x,
    },
    ridge,
    samples,
    freshInputs,
    aligned: (outputs) => product(outputs, weights),
    alignmentWeights: weights,
    sensitivityOf: (parameters) => sensitivity(network, parameters, inputs, plannedDirections(point.target)),
  };
}

function ofAllWeights({ start, ridge, samples, x, y, freshInputs, aligned, sensitivityOf }: PosteriorData): Posterior {
  const { network, fresh } = start;
  const pass = network.on(samples);
  const freshPass = network.on(freshInputs);
  const misfit = new Float64Array(samples);
  const see = (weights: Float64Array): void => {
    pass.forward(weights, x);
    for (let sample = 0; sample < samples; sample++) {
      misfit[sample] = (pass.output[sample] as number) - (y[sample] as number);
    }
  };
  return {
    ...start,
    dimension: network.parameters,
    energy(weights) {
      see(weights);
      return product(weights, weights) / 2 + product(misfit, misfit) / (2 * ridge);
    },
    gradient(at, into) {
      see(at);
      for (let sample = 0; sample < samples; sample++) misfit[sample] = (misfit[sample] as number) / ridge;
      pass.backward(at, x, misfit, into);
      add(into, at);
    },
    alignment(weights) {
      freshPass.forward(weights, fresh);
      return aligned(freshPass.output);
    },
    sensitivity: sensitivityOf,
    close: () => undefined,
  };
}

function ofHiddenWeights({
  start,
  ridge,
  samples,
  x,
  y,
  freshInputs,
  aligned,
  sensitivityOf,
}: PosteriorData): Posterior {
  const { fresh } = start;
  const { hidden, readout } = start.network;
  const pass = hidden.on(samples);
  const freshPass = hidden.on(freshInputs);
  const ending = readout.on(freshInputs);
  const features = new Float64Array(samples * readout.parameters);
  const toFeatures = new Float64Array(features.length);
  const toValues = new Float64Array(pass.output.length);
  const all = new Float64Array(start.network.parameters);
  const integrated = new IntegratedReadout(y, readout.parameters, ridge);
  const see = (weights: Float64Array): number => {
    pass.forward(weights, x);
    readout.features(pass.output, features);
    return integrated.see(features);
  };
  return {
    ...start,
    dimension: hidden.parameters,
    energy: (weights) => product(weights, weights) / 2 + see(weights),
    gradient(at, into) {
      see(at);
      integrated.slope(features, toFeatures);
      readout.featuresBackward(toFeatures, toValues);
      pass.backward(at, x, toValues, into);
      add(into, at);
    },
    // Given the hidden weights f has the readout's mean as its mean: of the alignment only the hidden weights' part is left to chance.
    alignment(weights) {
      see(weights);
      freshPass.forward(weights, fresh);
      ending.forward(integrated.mean, freshPass.output);
      return aligned(ending.output);
    },
    sensitivity(weights) {
      see(weights);
      all.set(weights);
      all.set(integrated.mean, weights.length);
      return sensitivityOf(all);
    },
    close: () => undefined,
  };
}

function add(into: Float64Array, other: Float64Array): void {
  for (let index = 0; index < into.length; index++) into[index] = (into[index] as number) + (other[index] as number);
}
