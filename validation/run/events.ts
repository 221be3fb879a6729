import { open, stat, truncate } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
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
  const points = new Map<number, Point>();
  for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) {
    const event = parse(line);
    if (event?.event === 'point' && !points.has(event.index) && isPoint(event.point))
      points.set(event.index, event.point);
  }
  return points;
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
    return event ?? undefined;
  } catch {
    return undefined;
  }
}

function isPoint(point: Point | undefined): point is Point {
  return typeof point?.value === 'number' && typeof point.error === 'number' && typeof point.sizes === 'object';
}

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
