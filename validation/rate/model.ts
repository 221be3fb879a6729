import type { Input, Monomial, Network } from '../../theory/index.js';
import type { MeasurementMessage } from '../messages.js';
import type { Method, PlannedPoint } from '../plan.js';

/** A study that the rate level can measure: how, on which sizes it depends, and what it shows. */
export interface RateModel {
  readonly method: Method;
  /** The dimension of what one unit of the first layer sees. */
  readonly dimension: Monomial;
  /** All other sizes, the data's before the layers': each must be at least 1. */
  readonly counts: readonly Monomial[];
  /** What whoever reads the result must know of how it is measured. */
  readonly notes?: readonly MeasurementMessage[];
  /**
   * Multiplications of one energy at a point, where networks are drawn: by it the sizes of a sweep are chosen. Absent where every size is as quick.
   */
  workAt?(planned: Pick<PlannedPoint, 'network' | 'target'>): number;
  /**
   * What the lowest saddle shows at a point: the patterns of the layers, as `lazy, specialization`.
   * @throws whatever `pause` throws.
   */
  seenAt(planned: Pick<PlannedPoint, 'network' | 'target'>, pause: () => Promise<void>): Promise<string>;
}

/** Of data with a signal: how much they vary along each of the target's directions, and how often all that would fit into the variance there is. */
export function signalCounts(input: Input, directions: Monomial): Monomial[] {
  if (input.kind !== 'gaussian' || !input.signal) return [];
  return [input.signal, input.dimension.over(input.signal.times(directions))];
}

/** The free sizes of a model, the data's before the layers'. */
export function freeSizes({ dimension, counts }: RateModel): string[] {
  return [...new Set([dimension, ...counts].flatMap(({ sizes }) => [...sizes]))];
}

/** The sizes of all layers, from the first to the last. */
export function sizesOfLayers({ layers }: Network): Monomial[] {
  return layers.flatMap(({ sizes, scores }) => [
    ...Object.values(sizes),
    ...(scores?.form === 'lowrank' ? [scores.rank] : []),
  ]);
}
