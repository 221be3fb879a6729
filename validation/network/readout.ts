import type { PlannedNetwork } from '../plan.js';
import type { Reading } from '../core/readout.js';
import type { LayerPass, NumericLayer, Shape } from './layer.js';
import { valuesIn } from './layer.js';

/** The layer that ends a network, f = Phi a for its weights a. */
export interface Readout extends NumericLayer {
  /** What it reads of each input, in numbers. */
  readonly readPart: ReadPart;
  /** The same, by name. */
  readonly reading: Reading;
  /**
   * Phi of what comes in.
   * @param into overwritten, [samples][weights].
   */
  features(input: Float64Array, into: Float64Array): void;
  /**
   * Derivatives of a function of Phi by what comes in.
   * @param toFeatures its derivatives by Phi, [samples][weights].
   * @param toInput overwritten.
   */
  featuresBackward(toFeatures: Float64Array, toInput: Float64Array): void;
}

/**
 * The readout: weights of variance 1 / (N chi), N the number of features (theory, "Readout" and "Convolution").
 *
 * flatten has a weight for every value that comes in (N counts them all), mean and sum one for every feature: of its average over the
 * positions, or of its sum over the root of their number. linear has one for every feature of the first position, which among tokens is
 * the query.
 * @param chi 1 in standard scaling, the last layer's width in mean-field scaling; over the variance where the readout has one.
 */
export function readout(kind: PlannedNetwork['output']['kind'], input: Shape, chi: number): Readout {
  const { positions, features } = input;
  const weights = kind === 'flatten' ? valuesIn(input) : features;
  const scale =
    1 / Math.sqrt(weights * chi) / (kind === 'mean' ? positions : kind === 'sum' ? Math.sqrt(positions) : 1);
  const part = { values: valuesIn(input), read: kind === 'linear' ? features : valuesIn(input), weights, scale };
  const { values, read } = part;
  return {
    input,
    readPart: part,
    output: { positions: 1, features: 1 },
    parameters: weights,
    reading: kind === 'flatten' ? 'values' : kind === 'linear' ? 'first' : 'summed',
    on: (samples) => weightedSum(samples, part),
    features(given, into) {
      into.fill(0);
      for (let row = 0, from = 0; from < given.length; row += weights, from += values) {
        for (let start = from; start < from + read; start += weights) {
          for (let k = 0; k < weights; k++)
            into[row + k] = (into[row + k] as number) + scale * (given[start + k] as number);
        }
      }
    },
    featuresBackward(toFeatures, toInput) {
      if (read < values) toInput.fill(0);
      for (let row = 0, from = 0; from < toInput.length; row += weights, from += values) {
        for (let start = from; start < from + read; start += weights) {
          for (let k = 0; k < weights; k++) toInput[start + k] = scale * (toFeatures[row + k] as number);
        }
      }
    },
  };
}

/** What a readout reads of each input. */
export interface ReadPart {
  /** How many values come in. */
  readonly values: number;
  /** How many of them are read, from the first on. */
  readonly read: number;
  readonly weights: number;
  /** What sums of values are multiplied by. */
  readonly scale: number;
}

/** scale * sum of the values that are read times the weights, which are used again and again along them. */
function weightedSum(samples: number, { values, read, weights, scale }: ReadPart): LayerPass {
  const output = new Float64Array(samples);
  return {
    output,
    forward(parameters, input) {
      for (let sample = 0; sample < samples; sample++) {
        let sum = 0;
        for (let start = sample * values; start < sample * values + read; start += weights) {
          for (let k = 0; k < weights; k++) sum += (input[start + k] as number) * (parameters[k] as number);
        }
        output[sample] = scale * sum;
      }
    },
    backward(parameters, input, toOutput, toParameters, toInput) {
      if (toInput && read < values) toInput.fill(0);
      for (let sample = 0; sample < samples; sample++) {
        const factor = scale * (toOutput[sample] as number);
        for (let start = sample * values; start < sample * values + read; start += weights) {
          for (let k = 0; k < weights; k++) {
            toParameters[k] = (toParameters[k] as number) + factor * (input[start + k] as number);
            if (toInput) toInput[start + k] = factor * (parameters[k] as number);
          }
        }
      }
    },
  };
}
