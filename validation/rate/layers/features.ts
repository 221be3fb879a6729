import { gaussianNodes } from '../quadrature.js';
import type { Stack } from './stack.js';

/** The values of t = w*.x at which functions of it are kept. */
export const grid = gaussianNodes(0.4, 8);

/**
 * A function of t on the grid. Where features have passed a layer whose noise all units of the next one share, t is what they see of w*.x,
 * standardised.
 */
export type OnGrid = Float64Array;

/** The average over t of a product. */
export function overlap(f: OnGrid, g: OnGrid): number {
  let sum = 0;
  for (let j = 0; j < f.length; j++) sum += (grid.weight[j] as number) * (f[j] as number) * (g[j] as number);
  return sum;
}

/**
 * What the weights of the next layer's unit can make of the values handed on: z(x) = s feature(t) + noise.
 *
 * s is the unit's strength along one unit vector in the space of its weights; under the prior it is standard Gaussian. Given t
 * the noise is taken as Gaussian.
 */
export interface Features {
  /** The mean of z given t, for s = 1. */
  readonly feature: OnGrid;
  /** The variance of z given t that the strength brings along, for s = 1: few units carry their own noise. */
  readonly own: OnGrid;
  /** The variance of z given t from weights that see the inputs across w* linearly, and the number of their directions. */
  readonly linear: OnGrid;
  readonly linearCount: number;
  /** The variance from all other weights, and the number of their directions. */
  readonly rest: OnGrid;
  readonly restCount: number;
  /** The mean square of the values handed on, given t: what a norm divides by. */
  readonly square: OnGrid;
  /** Of the layer that made them: M, and the cosine between the feature and those M units taken evenly. */
  /** The correlation of t and w*.x: 1 but for the noise that layers before have added to both. */
  readonly correlation: number;
  readonly made: { readonly units: number; readonly onUnits: number };
  /** lambda_y of a readout of these values, before chi and patches: the mean of <phi_i, y>^2. */
  readonly lambda: number;
  /** Its variance over the Gaussian weights. */
  readonly lambdaVariance: number;
}

/**
 * The same with the feature's own noise as a part of t: all units of a layer see it alike, so that no average over them takes it out, and
 * whatever amplifies the feature amplifies it. Exact where the feature is linear in t, and where it has no noise.
 */
export function withNoiseSeen(features: Features): Features {
  const ones = features.own.map(() => 1);
  const [size, noise] = [overlap(features.feature, features.feature), overlap(features.own, ones)];
  if (!(size > 0) || noise === 0) return features;
  const kept = Math.sqrt(size / (size + noise));
  return {
    ...features,
    feature: features.feature.map((value) => value / kept),
    own: features.own.map(() => 0),
    correlation: features.correlation * kept,
  };
}

/** What an RMS norm makes of values: each input's are divided by their root mean square, which for many of them hangs on t alone. */
export function normed(features: Features): Features {
  const { feature, own, linear, rest, square, lambda, lambdaVariance } = features;
  const mean = overlap(
    square,
    square.map(() => 1),
  );
  const over = (f: OnGrid): OnGrid => f.map((value, j) => value / (square[j] as number));
  return {
    ...features,
    feature: feature.map((value, j) => value / Math.sqrt(square[j] as number)),
    own: over(own),
    linear: over(linear),
    rest: over(rest),
    square: over(square),
    lambda: lambda / mean,
    lambdaVariance: lambdaVariance / mean ** 2,
  };
}

/** The raw data, of which `directions` out of `dimension` are the target's: z = s sqrt(along / d) t and linear noise. */
export function inputFeatures(
  { dimension, directions, variances }: Pick<Stack, 'dimension' | 'directions' | 'variances'>,
  target: OnGrid,
): Features {
  const { along, across } = variances;
  const feature = grid.at.map((t) => t * Math.sqrt(along / dimension));
  return {
    feature,
    own: feature.map(() => 0),
    linear: feature.map(() => (across * (dimension - directions)) / dimension),
    correlation: 1,
    made: { units: 0, onUnits: 0 },
    linearCount: dimension - directions,
    rest: feature.map(() => 0),
    restCount: 0,
    square: grid.at.map((t) => (along * (t * t + directions - 1) + across * (dimension - directions)) / dimension),
    lambda: (along * overlap(grid.at, target) ** 2) / dimension,
    lambdaVariance: 0,
  };
}
