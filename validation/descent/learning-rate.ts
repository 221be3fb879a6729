import { valuesIn } from '../network/layer.js';
import type { NumericNetwork } from '../network/network.js';
import { fillGaussian, gaussianSource } from '../network/random.js';
import type { OptimiserName } from '../plan.js';

/** Inputs at most over which curvatures are taken. */
const most = 512;
const iterations = 12;
/** Inputs whose own gradients are taken. */
const probed = 48;

/**
 * The unit in which the learning rate of an optimiser is given, from the network at weights of the prior (derived).
 *
 * Plain steps: 1/(lambda + t/B), lambda the largest eigenvalue of the Gauss-Newton matrix of the mean loss, t its trace, B the samples a step;
 * full batches lack t/B. A step of two units is where descent leaves a quadratic loss. Both go as 1/chi and with no power of the widths: with
 * weights of unit variance df/dtheta has the square norm 1/chi whatever the width. So the rate goes as chi.
 * Adam: one over the mean of |df/dtheta|_1, as no step moves a weight by much more than the rate: f moves by at most one a step. That norm goes as the root
 * of weights/chi.
 * @param inputs [samples][positions][features]
 * @param batch missing for full batches.
 */
export function rateUnit(
  network: NumericNetwork,
  inputs: Float64Array,
  optimiser: OptimiserName,
  batch?: number,
): number {
  const weights = fillGaussian(new Float64Array(network.parameters), gaussianSource(1));
  const values = valuesIn(network.input);
  const count = Math.min(most, inputs.length / values);
  const x = inputs.subarray(0, count * values);
  if (optimiser === 'adam' || optimiser === 'adamw') return 1 / meanGradientNorm(network, weights, x);
  const noise = batch === undefined ? 0 : traceOf(network, weights, x) / batch;
  return 1 / (largestEigenvalue(network, weights, x) + noise);
}

/** The mean over inputs of the sum of |df/dtheta|. */
function meanGradientNorm(network: NumericNetwork, weights: Float64Array, x: Float64Array): number {
  const values = valuesIn(network.input);
  const count = Math.min(probed, x.length / values);
  const pass = network.on(1);
  const slope = new Float64Array(weights.length);
  let sum = 0;
  for (let one = 0; one < count; one++) {
    const input = x.subarray(one * values, (one + 1) * values);
    pass.forward(weights, input);
    pass.backward(weights, input, Float64Array.of(1), slope);
    for (const value of slope) sum += Math.abs(value);
  }
  return sum / count;
}

/** The mean over inputs of |df/dtheta|^2, by products with random signs. */
function traceOf(network: NumericNetwork, weights: Float64Array, x: Float64Array): number {
  const count = x.length / valuesIn(network.input);
  const pass = network.on(count);
  const normal = gaussianSource(2);
  const slope = new Float64Array(weights.length);
  pass.forward(weights, x);
  let sum = 0;
  for (let done = 0; done < iterations; done++) {
    const signs = Float64Array.from({ length: count }, () => Math.sign(normal()));
    pass.backward(weights, x, signs, slope);
    sum += squareOf(slope) / count;
  }
  return sum / iterations;
}

/** The largest eigenvalue of the mean over inputs of df/dtheta df/dtheta', by power iteration. */
function largestEigenvalue(network: NumericNetwork, weights: Float64Array, x: Float64Array): number {
  const count = x.length / valuesIn(network.input);
  const pass = network.on(count);
  pass.forward(weights, x);
  const before = pass.output.slice();
  const moved = new Float64Array(weights.length);
  const toOutput = new Float64Array(count);
  let direction = fillGaussian(new Float64Array(weights.length), gaussianSource(3));
  let eigenvalue = 0;
  for (let done = 0; done < iterations; done++) {
    const distance = 1e-4 / Math.sqrt(squareOf(direction));
    for (let index = 0; index < moved.length; index++)
      moved[index] = (weights[index] as number) + distance * (direction[index] as number);
    pass.forward(moved, x);
    for (let index = 0; index < count; index++)
      toOutput[index] = ((pass.output[index] as number) - (before[index] as number)) / (1e-4 * count);
    pass.forward(weights, x);
    direction = new Float64Array(weights.length);
    pass.backward(weights, x, toOutput, direction);
    eigenvalue = Math.sqrt(squareOf(direction));
  }
  return eigenvalue;
}

const squareOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
