import { openOwnFile, readOwnFile } from '../../language/files/run-files.js';
import type { Point, RunEvent } from '../result.js';
import { pointsIn } from './event-lines.js';
import { codeOf, onDisk } from './storage.js';

/**
 * The points of an earlier run in an event file, by index; of a point that is there twice the first counts.
 *
 * A last line that was cut off by a crash is removed from the file, so that what is appended begins on a line of its own.
 * @returns nothing when there is no such file.
 */
export async function recoverPoints(path: string): Promise<Map<number, Point>> {
  const bytes = await onDisk('read-events', path, () => contents(path));
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) {
    await onDisk('repair-events', path, async () => {
      const file = await openOwnFile(path, 'change');
      await file.truncate(end).finally(() => file.close());
    });
  }
  return pointsIn(bytes.toString('utf8', 0, end));
}

/** The same points, from a file that another process may be appending to: it is left as it is. */
export async function readPoints(path: string): Promise<Map<number, Point>> {
  const bytes = await onDisk('read-events', path, () => contents(path));
  return pointsIn(bytes.toString('utf8', 0, bytes.lastIndexOf('\n') + 1));
}

async function contents(path: string): Promise<Buffer> {
  try {
    return await readOwnFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Appends events to a file, one a line; points are on the disk when the promise resolves. */
export class EventFile {
  constructor(private readonly path: string) {}

  async append(event: RunEvent): Promise<void> {
    await onDisk('write-events', this.path, async () => {
      const file = await openOwnFile(this.path, 'append');
      try {
        await file.appendFile(`${JSON.stringify(event)}\n`);
        if (event.event === 'point') await file.datasync().catch(() => undefined);
      } finally {
        await file.close();
      }
    });
  }
}
