import { valuesIn } from '../network/layer.js';
import type { NumericNetwork } from '../network/network.js';
import { numericNetwork } from '../network/network.js';
import { fillGaussian, gaussianSource } from '../network/random.js';
import { sensitivity } from '../network/sensitivity.js';
import { plannedDirections } from '../network/target.js';
import type { DescentMethod } from '../plan.js';
import type { Point } from '../result.js';
import { alignedUnits } from '../training/sample/aligned-units.js';
import { alignmentWeights, product } from '../training/sample/alignment-weights.js';
import type { ChainPoint } from '../training/sample/chains.js';
import type { DataSet } from '../training/sample/data-set.js';
import { dataSet, labelledSamples } from '../training/sample/data-set.js';
import { shuffledBatches } from './batches.js';
import { optimiserOf } from './optimiser.js';
import type { TrainingSplit } from './training-split.js';
import { decayOf, trainingSplit } from './training-split.js';

/** A mean square of the misfit so many times the first is a divergence. */
const divergence = 1e4;
/** So often a run is looked at by whoever shows its progress. */
const pausesPerRun = 100;
/** So many fresh inputs are enough for a sensitivity. */
const sensed = 512;

/** What a run of descent leaves. */
export interface Trained {
  /** Those with the lowest error on the held-out samples; the last ones where none are held out. */
  readonly weights: Float64Array;
  /** How often each sample had been used by then. */
  readonly epochs: number;
}

/**
 * Trains the network of one point from weights of the prior. Begun again with half the learning rate while it diverges, as often as the method
 * allows.
 * @param onProgress awaited now and then with the share of the work that is done; whatever it throws ends the run.
 * @returns the alignment on fresh inputs, with the error of that mean; value 0 and error 1 with `seen.diverged` 1 where every run diverged.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export async function descend(
  planned: ChainPoint,
  method: DescentMethod,
  onProgress: (share: number) => Promise<void> | void,
): Promise<Point> {
  const { sizes, seed, sampling } = planned;
  const network = numericNetwork(planned.network);
  const samples = labelledSamples(planned, sampling);
  for (let halvings = 0; halvings <= method.halvings; halvings++) {
    const rate = sampling.step / 2 ** halvings;
    const trained = await train(network, samples, { planned, method, rate, onProgress });
    if (!trained) continue;
    const { seen, ...point } = tested(planned, method, network, trained.weights);
    const run = { epochs: trained.epochs, learningRate: rate, halvings, diverged: 0 };
    return { ...point, seen: { ...seen, ...run } };
  }
  return { sizes, seed, value: 0, error: 1, seen: { diverged: 1, halvings: method.halvings } };
}

/** What one run of descent needs. */
export interface Training {
  readonly planned: ChainPoint;
  readonly method: DescentMethod;
  readonly rate: number;
  readonly onProgress: (share: number) => Promise<void> | void;
}

/** One run at a learning rate; undefined when it diverges. */
export async function train(
  network: NumericNetwork,
  { x, y }: DataSet,
  { planned, method, rate, onProgress }: Training,
): Promise<Trained | undefined> {
  const { seed, sampling } = planned;
  const { samples, steps } = sampling;
  const split = trainingSplit(samples, method);
  const { trained, heldOut, batch, stepsPerEpoch } = split;
  const values = valuesIn(network.input);
  const weights = fillGaussian(new Float64Array(network.parameters), gaussianSource(seed * 8191 + samples));
  const optimiser = optimiserOf(method.optimiser, weights.length, rate, decayOf(sampling, split));
  const pass = network.on(batch);
  const slope = new Float64Array(weights.length);
  const misfit = new Float64Array(batch);
  const batchesOf = batchSource({ x, y }, values, split, {
    isOnce: method.heldOut === 0,
    seed: seed * 8191 + samples + 1,
  });
  const heldX = x.subarray(trained * values);
  const heldPass = heldOut > 0 ? network.on(heldOut) : undefined;
  let first: number | undefined;
  let best = { error: Infinity, weights, epochs: 0, look: 0 };
  let look = 0;
  for (let done = 0; ;) {
    if (heldPass && done >= Math.floor((steps * look) / method.looks)) {
      heldPass.forward(weights, heldX);
      const error = meanSquare(heldPass.output, y.subarray(trained));
      if (!(error < best.error) && look - best.look >= method.patience) break;
      if (error < best.error) best = { error, weights: weights.slice(), epochs: done / stepsPerEpoch, look };
      look++;
    }
    if (done === steps) break;
    const { batchX, batchY } = batchesOf();
    pass.forward(weights, batchX);
    let square = 0;
    for (let index = 0; index < batch; index++) {
      const off = (pass.output[index] as number) - (batchY[index] as number);
      square += off * off;
      misfit[index] = off / batch;
    }
    first ??= square + batch;
    if (!(square <= divergence * first)) return undefined;
    pass.backward(weights, batchX, misfit, slope);
    optimiser.step(weights, slope);
    done++;
    if (done % Math.ceil(steps / pausesPerRun) === 0) await onProgress(done / steps);
  }
  const isFinite = best.weights.every(Number.isFinite);
  if (!isFinite) return undefined;
  return { weights: best.weights, epochs: heldPass ? best.epochs : steps / stepsPerEpoch };
}

/** The inputs and labels of one batch after the other: of all that are trained on at once, in their order where each is used once, else shuffled. */
function batchSource(
  { x, y }: DataSet,
  values: number,
  { trained, batch }: TrainingSplit,
  { isOnce, seed }: { readonly isOnce: boolean; readonly seed: number },
): () => { readonly batchX: Float64Array; readonly batchY: Float64Array } {
  const part = (from: number): ReturnType<ReturnType<typeof batchSource>> => ({
    batchX: x.subarray(from * values, (from + batch) * values),
    batchY: y.subarray(from, from + batch),
  });
  if (batch === trained) {
    const whole = part(0);
    return () => whole;
  }
  if (isOnce) {
    let from = -batch;
    return () => part((from = (from + batch) % trained));
  }
  const batchX = new Float64Array(batch * values);
  const batchY = new Float64Array(batch);
  const order = shuffledBatches(trained, batch, seed);
  return () => {
    for (const [row, sample] of order.next().value.entries()) {
      batchX.set(x.subarray(sample * values, (sample + 1) * values), row * values);
      batchY[row] = y[sample] as number;
    }
    return { batchX, batchY };
  };
}

function meanSquare(output: Float64Array, labels: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < labels.length; index++)
    sum += ((output[index] as number) - (labels[index] as number)) ** 2;
  return sum / labels.length;
}

/** The point that a network with these weights makes, by fresh inputs and labels without noise. */
function tested(
  planned: ChainPoint,
  { freshInputs }: DescentMethod,
  network: NumericNetwork,
  weights: Float64Array,
): Point {
  const { sizes, seed, target } = planned;
  const fresh = dataSet(planned, 'fresh', freshInputs);
  const aligned = alignmentWeights(planned, fresh);
  const pass = network.on(freshInputs);
  pass.forward(weights, fresh.x);
  const value = product(pass.output, aligned);
  const spread = pass.output.reduce(
    (sum, output, index) => sum + (output * (aligned[index] as number) - value / freshInputs) ** 2,
    0,
  );
  const units = alignedUnits(planned, [weights]);
  const inputs = fresh.x.subarray(0, Math.min(sensed, freshInputs) * valuesIn(network.input));
  return {
    sizes,
    seed,
    value,
    error: Math.sqrt(spread),
    sensitivity: sensitivity(network, weights, inputs, plannedDirections(target)),
    seen: { testError: meanSquare(pass.output, fresh.y), ...(units === undefined ? {} : { units }) },
  };
}
