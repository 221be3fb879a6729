import type { LangevinMethod, PlannedPoint } from '../../plan.js';
import type { Point, RunEvent } from '../../result.js';
import { dataSet } from './data-set.js';
import type { ChainRecords } from '../analyse/point.js';
import { pointOf } from '../analyse/point.js';
import { warningsOf } from '../analyse/report.js';

/** The chains of a point that is finished. */
export interface FinishedChains {
  readonly index: number;
  readonly planned: PlannedPoint;
  readonly method: LangevinMethod;
  readonly records: ChainRecords;
}

/** What an engine tells when the chains of a point are done. */
export function pointEvents(
  { index, planned, method, records }: FinishedChains,
  progress: { readonly done: number; readonly of: number; readonly secondsLeft?: number },
): RunEvent[] {
  const point = withTargetSquare(pointOf(planned, method, records), planned);
  return [
    { event: 'point', index, point },
    ...warningsOf(point).map((message) => ({ event: 'warning', message }) as const),
    { event: 'progress', ...progress },
  ];
}

/** A point with the mean of y^2 over its samples, which says how much there was to see in its data set. */
function withTargetSquare(point: Point, planned: PlannedPoint): Point {
  if (!planned.sampling) return point;
  const { y } = dataSet(planned, 'samples', planned.sampling.samples);
  const targetSquare = y.reduce((sum, one) => sum + one * one, 0) / y.length;
  return { ...point, seen: { ...point.seen, targetSquare } };
}
