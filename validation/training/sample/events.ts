import type { MeasurementMessage } from '../../messages.js';
import type { LangevinMethod, PlannedPoint } from '../../plan.js';
import type { EngineEvent, Point } from '../../result.js';
import { dataSet } from './data-set.js';
import type { ChainRecords } from './point.js';
import { pointOf } from './point.js';

/** A point of chains that are done. */
export const chainsPoint = (planned: PlannedPoint, method: LangevinMethod, records: ChainRecords): Point =>
  withTargetSquare(pointOf(planned, method, records), planned);

/** What an engine tells when a point is finished. */
export function pointEvents(
  index: number,
  point: Point,
  progress: { readonly done: number; readonly of: number; readonly secondsLeft?: number },
): EngineEvent[] {
  return [
    { event: 'point', index, point },
    ...warningsOf(point).map((message) => ({ event: 'warning', message }) as const),
    { event: 'progress', ...progress },
  ];
}

/** A point with the mean of y^2 over its samples, which says how much there was to see in its data set. */
export function withTargetSquare(point: Point, planned: PlannedPoint): Point {
  if (!planned.sampling) return point;
  const { y } = dataSet(planned, 'samples', planned.sampling.samples);
  const targetSquare = y.reduce((sum, one) => sum + one * one, 0) / y.length;
  return { ...point, seen: { ...point.seen, targetSquare } };
}

/** What the user must know of a point at once. */
export function warningsOf({ sizes, seed, seen }: Point): MeasurementMessage[] {
  const runs = Number(seen?.['diverged'] ?? 0);
  if (runs === 0) return [];
  // Of descent nothing mixes.
  return seen?.['mixed'] === undefined
    ? [{ code: 'descent-diverged', sizes, seed, halvings: Number(seen?.['halvings'] ?? 0) }]
    : [{ code: 'point-diverged', sizes, seed, chains: runs }];
}
