import { sampleInputs } from '../../network/input.js';
import { numericTarget } from '../../network/target.js';
import type { PlannedPoint } from '../../plan.js';
import { sharedSource, streams } from './inputs.js';

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
export function dataSet({ network, target, seed }: DataPoint, stream: keyof typeof streams, count: number): DataSet {
  const values = numericTarget(target, network.input);
  const directions = target.kind === 'hermite' ? target.directions : 1;
  const x = sampleInputs(network.input, count, sharedSource(seed, streams[stream]), directions);
  return { x, y: values(x, count) };
}
