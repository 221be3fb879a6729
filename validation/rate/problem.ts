import type { Plan, PlannedPoint } from '../plan.js';
import type { RateProblem } from './energy.js';
import type { Overlap } from './overlap.js';

/** The saddle problem of a planned point. */
export function problemAt(
  { dimension, width }: Pick<PlannedPoint, 'dimension' | 'width'>,
  scaling: Plan['network']['scaling'],
  overlap: Overlap,
): RateProblem {
  return { overlap, dimension, width, chi: scaling === 'meanfield' ? width : 1 };
}
