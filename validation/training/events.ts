import type { LangevinMethod, PlannedPoint } from '../plan.js';
import type { RunEvent } from '../result.js';
import type { ChainRecords } from './point.js';
import { pointOf } from './point.js';
import { warningsOf } from './report.js';

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
  const point = pointOf(planned, method, records);
  return [
    { event: 'point', index, point },
    ...warningsOf(point).map((message) => ({ event: 'warning', message }) as const),
    { event: 'progress', ...progress },
  ];
}
