import type { Point, RunEvent } from '../result.js';

/** The points among the events in a text, by index; of a point that is there twice the first counts. */
export function pointsIn(text: string): Map<number, Point> {
  const points = new Map<number, Point>();
  for (const event of eventsIn(text)) {
    if (isPointEvent(event) && !points.has(event.index)) points.set(event.index, event.point);
  }
  return points;
}

/** The events in whole lines of an event file; lines that are none are passed over. */
export function eventsIn(text: string): RunEvent[] {
  return text.split('\n').flatMap((line) => parse(line) ?? []);
}

function parse(line: string): RunEvent | undefined {
  try {
    const event = JSON.parse(line) as RunEvent | null;
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

/** True for the event of a point that has all that a point needs. */
export function isPointEvent(event: RunEvent): event is Extract<RunEvent, { event: 'point' }> {
  if (event.event !== 'point') return false;
  const point = event.point as Partial<Point> | null | undefined;
  return (
    Number.isSafeInteger(event.index) &&
    [point?.value, point?.error, point?.seed].every((value) => typeof value === 'number') &&
    isSizes(point?.sizes)
  );
}

const isSizes = (sizes: unknown): boolean =>
  typeof sizes === 'object' && sizes !== null && Object.values(sizes).every((size) => typeof size === 'number');
