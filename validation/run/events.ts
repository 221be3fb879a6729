import { open, readFile, stat, truncate } from 'node:fs/promises';
import type { Point, RunEvent } from '../result.js';
import { codeOf, onDisk } from './storage.js';

/**
 * The points of an earlier run in an event file, by index; of a point that is there twice the first counts.
 *
 * A last line that was cut off by a crash is removed from the file, so that what is appended begins on a line of its own.
 * @returns nothing when there is no such file.
 */
export async function recoverPoints(path: string): Promise<Map<number, Point>> {
  const bytes = await onDisk("read the run's events", path, () => contents(path));
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) await onDisk("repair the run's events", path, () => truncate(path, end));
  return pointsOf(bytes.subarray(0, end));
}

/** The same points, from a file that another process may be appending to: it is left as it is. */
export async function readPoints(path: string): Promise<Map<number, Point>> {
  const bytes = await onDisk("read the run's events", path, () => contents(path));
  return pointsOf(bytes.subarray(0, bytes.lastIndexOf('\n') + 1));
}

function pointsOf(bytes: Buffer): Map<number, Point> {
  const points = new Map<number, Point>();
  for (const event of eventsIn(bytes)) {
    if (isPointEvent(event) && !points.has(event.index)) points.set(event.index, event.point);
  }
  return points;
}

/** The events in whole lines of an event file; lines that are none are passed over. */
export function eventsIn(bytes: Buffer): RunEvent[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line) => parse(line) ?? []);
}

async function contents(path: string): Promise<Buffer> {
  try {
    // Devices and pipes have no history, and may have no end.
    return (await stat(path)).isFile() ? await readFile(path) : Buffer.alloc(0);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
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

/** Appends events to a file, one a line; points are on the disk when the promise resolves. */
export class EventFile {
  constructor(private readonly path: string) {}

  async append(event: RunEvent): Promise<void> {
    await onDisk("write the run's events", this.path, async () => {
      const file = await open(this.path, 'a');
      try {
        await file.appendFile(`${JSON.stringify(event)}\n`);
        if (event.event === 'point') await file.datasync().catch(() => undefined);
      } finally {
        await file.close();
      }
    });
  }
}
