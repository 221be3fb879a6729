import { hashed, type GaussianSource } from '../../network/random.js';
import { sampleInputs } from '../../network/input.js';
import { numericTarget, plannedDirections } from '../../network/target.js';
import type { PlannedPoint } from '../../plan.js';

/**
 * Random numbers that every engine makes alike, so that engines see the same data: a hash of a counter, no state.
 * Of two counts the shorter sequence begins the longer one: more samples extend a data set. The same in archscale_torch/gaussians.py.
 */

/** What the numbers are for. */
export const streams = { samples: 1, fresh: 2, noise: 3 } as const;

/**
 * Standard Gaussian numbers, by Box and Muller from pairs of hashed counters.
 * @param seed a whole number from 0.
 * @param stream one of `streams`.
 */
export function sharedSource(seed: number, stream: number): GaussianSource {
  const key = hashed((hashed(seed) + Math.imul(stream, 0x9e3779b9)) >>> 0);
  let counter = 0;
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const second = kept;
      kept = undefined;
      return second;
    }
    const one = (hashed(key ^ hashed(counter++)) + 0.5) / 2 ** 32;
    const two = hashed(key ^ hashed(counter++)) / 2 ** 32;
    const radius = Math.sqrt(-2 * Math.log(one));
    kept = radius * Math.sin(2 * Math.PI * two);
    return radius * Math.cos(2 * Math.PI * two);
  };
}

/** What of a planned point decides its data. */
export type DataPoint = Pick<PlannedPoint, 'network' | 'target' | 'seed'>;

/** Inputs, [count][values], and the target there, [count]. */
export interface DataSet {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Inputs and targets of a point: its samples, or fresh ones. Fewer of them begin more of them.
 * @throws RangeError for a target that is not known in numbers.
 */
export function dataSet({ network, target, seed }: DataPoint, stream: 'samples' | 'fresh', count: number): DataSet {
  const values = numericTarget(target, network.input);
  const directions = plannedDirections(target);
  const x = sampleInputs(network.input, count, sharedSource(seed, streams[stream]), directions);
  return { x, y: values(x, count) };
}

/**
 * The samples of a point with the labels that are learned from: y + s xi, xi standard Gaussian, the same for the same seed and for any s.
 * @throws RangeError for a target that is not known in numbers.
 */
export function labelledSamples(
  point: DataPoint,
  { samples, noise }: { readonly samples: number; readonly noise?: number },
): DataSet {
  const { x, y } = dataSet(point, 'samples', samples);
  if (!noise) return { x, y };
  const source = sharedSource(point.seed, streams.noise);
  return { x, y: y.map((value) => value + noise * source()) };
}
