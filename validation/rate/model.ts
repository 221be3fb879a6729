import type { Monomial } from '../../theory/index.js';
import type { Method, PlannedPoint } from '../plan.js';

/** A study that the rate level can measure: how, on which sizes it depends, and what it shows. */
export interface RateModel {
  readonly method: Method;
  /** The dimension of what one unit of the first layer sees. */
  readonly dimension: Monomial;
  /** All other sizes, the data's before the layers': each must be at least 1. */
  readonly counts: readonly Monomial[];
  /**
   * What the lowest saddle shows at a point: the patterns of the layers, as `lazy, specialization`.
   * @throws whatever `pause` throws.
   */
  seenAt(planned: Pick<PlannedPoint, 'network' | 'target'>, pause: () => Promise<void>): Promise<string>;
}

/** The free sizes of a model, the data's before the layers'. */
export function freeSizes({ dimension, counts }: RateModel): string[] {
  return [...new Set([dimension, ...counts].flatMap(({ sizes }) => [...sizes]))];
}
