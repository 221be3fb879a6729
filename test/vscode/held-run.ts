import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { ValidationResult } from '../../validation/result.js';

/** A run whose process stands still, so that it cannot end before it is looked at. */
export interface HeldRun {
  /** The points of its result. */
  readonly points: number;
  /** Lets it go on. */
  goOn(): void;
}

/** The result in a run's folder as it stands; undefined while there is none. */
export async function resultIn(folder: string): Promise<ValidationResult | undefined> {
  const text = await readFile(path.join(folder, 'result.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ValidationResult);
}

/** Stops the process of a run once its result has so many points. */
export async function holdRun(folder: string, points: number): Promise<HeldRun> {
  const measured = async () => (await resultIn(folder))?.points.length ?? 0;
  await expect.poll(measured, { interval: 20 }).toBeGreaterThanOrEqual(points);
  const lock = JSON.parse(await readFile(path.join(folder, 'run.lock'), 'utf8')) as { process: number };
  process.kill(lock.process, 'SIGSTOP');
  return { points: await measured(), goOn: () => process.kill(lock.process, 'SIGCONT') };
}
