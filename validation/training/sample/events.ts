import type { MeasurementMessage } from '../../messages.js';
import type { LangevinMethod, PlannedPoint } from '../../plan.js';
import type { EngineEvent, Point } from '../../result.js';
import { dataSet } from './data-set.js';
import type { ChainRecords } from './point.js';
import { pointOf } from './point.js';

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
): EngineEvent[] {
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

/** What the user must know of a point at once. */
export function warningsOf({ sizes, seed, seen }: Point): MeasurementMessage[] {
  const chains = Number(seen?.['diverged'] ?? 0);
  return chains === 0 ? [] : [{ code: 'point-diverged', sizes, seed, chains }];
}
