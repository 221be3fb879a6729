import type { Engine } from '../engines/engine.js';
import { EngineFailedError, InterruptedError, RunFolderError } from '../errors.js';
import type { Plan } from '../plan.js';
import { resultOf } from '../run/result-of.js';
import type { Point, RunEvent, ValidationResult } from '../result.js';
import type { RunFolder } from '../run/folder.js';
import { closingWarnings } from '../training/analyse/report.js';
import { versionsOf } from '../run/versions.js';

/** A run that is to be carried out: its plan, what measures, and where its files are kept. */
export interface PlannedRun {
  /** The file that the study comes from; for the result only. */
  readonly file: string;
  readonly plan: Plan;
  readonly engine: Engine;
  /** Given back in the end. */
  readonly folder: RunFolder;
  /** When it was asked for, by the clock of `performance`. */
  readonly begun: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** The result so far, after every point. */
  readonly onResult?: (result: ValidationResult) => void;
}

/**
 * Measures what a plan has and its folder lacks, and keeps every point as it comes. Runs wherever JavaScript does.
 * @returns the finished result, which is in the folder too.
 * @throws InterruptedError when the signal was given; a run with the same plan and folder goes on from there.
 * @throws EngineFailedError when the engine stopped with an error.
 * @throws RunFolderError when the folder cannot be written.
 */
export async function executeRun(run: PlannedRun): Promise<ValidationResult> {
  const { plan, engine, folder, begun, signal } = run;
  const points = new Map<number, Point>(folder.recovered);
  const seconds = (): number => folder.earlierSeconds + (performance.now() - begun) / 1000;
  let status: ValidationResult['status'] = 'running';
  let written: Promise<unknown> = Promise.resolve();
  /** One after another, and an end stays: the last point of one worker may come after the failure of another. */
  const write = (next: ValidationResult['status']): Promise<ValidationResult> => {
    if (next !== 'running') status = next;
    const result = written.then(async () => {
      const device = engine.device();
      const now = resultOf({ file: run.file, plan, points, engine, device, status, seconds: seconds() });
      await folder.writeResult(now);
      run.onResult?.(now);
      return now;
    });
    written = result.catch(() => undefined);
    return result;
  };
  const emit = async (event: RunEvent): Promise<void> => {
    await folder.events.append(event);
    await folder.log.append(event);
    run.onEvent?.(event);
    if (event.event !== 'point') return;
    points.set(event.index, event.point);
    await write('running');
  };
  try {
    await folder.writeVersions(versionsOf(engine));
    await emit({ event: 'started', points: plan.points.length, engine: engine.name, device: engine.device() });
    if (folder.setAside !== undefined) {
      await emit({ event: 'warning', message: `The plan has changed; the earlier run is kept in ${folder.setAside}.` });
    }
    for (const message of plan.notes) await emit({ event: 'warning', message });
    for (const [index, point] of folder.inParts) await emit({ event: 'point', index, point });
    if (points.size > 0) await emit({ event: 'progress', done: points.size, of: plan.points.length });
    await write('running');
    await engine.run(plan, new Set(points.keys()), emit, signal);
    for (const message of closingWarnings(plan, [...points.values()])) await emit({ event: 'warning', message });
    const result = await write('finished');
    await emit({ event: 'finished', seconds: result.seconds });
    return result;
  } catch (error) {
    const known = await told(error, write, emit);
    if (known instanceof InterruptedError) await folder.log.say('interrupted').catch(() => undefined);
    throw known;
  } finally {
    await folder.close();
  }
}

/** Leaves the reason in the folder, as far as it still can be written, and makes it one of the errors that callers know. */
async function told(
  error: unknown,
  write: (status: 'interrupted' | 'failed') => Promise<unknown>,
  emit: (event: RunEvent) => Promise<void>,
): Promise<Error> {
  if (error instanceof RunFolderError) return error;
  const known =
    error instanceof InterruptedError || error instanceof EngineFailedError
      ? error
      : new EngineFailedError(`The engine failed: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
  try {
    if (known instanceof EngineFailedError) await emit({ event: 'failed', message: known.message });
    await write(known instanceof InterruptedError ? 'interrupted' : 'failed');
  } catch {
    // The first error is the one to tell.
  }
  return known;
}
