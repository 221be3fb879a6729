import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readOwnFile, statusOfOwnFile } from '../../language/files/run-files.js';
import type { Point, RunEvent } from '../result.js';
import { eventsIn, isPointEvent } from '../run/event-lines.js';
import { codeOf, onDisk } from '../run/storage.js';

/** The folder in a run's folder that holds the events of its parts, one file a part. */
export const partsFolderName = 'parts';

/** Where a part of a run keeps its events; parts count from 1. */
export const partFile = (runFolder: string, part: number): string => join(runFolder, partsFolderName, `${part}.jsonl`);

/** A name for a plan's text: parts of another plan do not go on with this one. */
export const planMark = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** An event of a part. */
export interface PartEvent {
  /** From 1. */
  readonly part: number;
  readonly event: RunEvent;
}

/** Reads what the parts of a run append to their files, while they do. */
export class PartFiles {
  /** How many bytes of each file are read. */
  private readonly read = new Map<string, number>();

  constructor(private readonly runFolder: string) {}

  /** The events that were appended since the last call; a last line without its end is left for the next call. */
  async next(): Promise<PartEvent[]> {
    const folder = join(this.runFolder, partsFolderName);
    const names = await onDisk('read-parts', folder, () => namesIn(folder));
    const events: PartEvent[] = [];
    for (const name of names) {
      const path = join(folder, name);
      const from = this.read.get(name) ?? 0;
      const status = await statusOfOwnFile(path);
      if (status && status.size <= from) continue;
      const bytes = await onDisk('read-parts', path, () => readOwnFile(path));
      const end = bytes.lastIndexOf('\n') + 1;
      if (end <= from) continue;
      this.read.set(name, end);
      const part = Number.parseInt(name, 10);
      for (const event of eventsIn(bytes.toString('utf8', from, end))) events.push({ part, event });
    }
    return events;
  }
}

/** The points in the files of a run's parts, by index; of a point that is there twice the first counts. */
export async function pointsInParts(runFolder: string): Promise<Map<number, Point>> {
  const points = new Map<number, Point>();
  for (const { event } of await new PartFiles(runFolder).next()) {
    if (isPointEvent(event) && !points.has(event.index)) points.set(event.index, event.point);
  }
  return points;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => /^\d+\.jsonl$/.test(name));
    return names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
