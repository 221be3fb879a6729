import type { Prediction, Study } from '../theory/index.js';
import type { Engine } from './engines/engine.js';
import { engineFor } from './engines/index.js';
import { EngineFailedError, InterruptedError, RunFolderError } from './errors.js';
import { planFor } from './levels.js';
import type { Place } from './place.js';
import type { Plan, PlanOptions } from './plan.js';
import type { Point, RunEvent, ValidationResult } from './result.js';
import { resultOf } from './report.js';
import { openRunFolder } from './run/folder.js';
import { refuseWhileJobsRun } from './slurm/job.js';
import { versionsOf } from './versions.js';
import { closingWarnings } from './training/report.js';

/** A validation that is asked for: a plan with options, an engine, and a folder. */
export interface ValidationRequest extends PlanOptions {
  /** The file that the study comes from; for the result only. */
  readonly file: string;
  readonly study: Study;
  readonly prediction: Prediction;
  /** `auto` or an engine's name. */
  readonly engine?: string;
  /** The folder of the run; made when it is not there. */
  readonly outDir: string;
  /** Where it is measured; in this process when left out. */
  readonly on?: Place;
  /** The plan, before anything is measured or written; what it does is waited for. */
  readonly onPlan?: (plan: Plan, engine: Engine) => Promise<void>;
  readonly onEvent?: (event: RunEvent) => void;
  /** The result so far, after every point. */
  readonly onResult?: (result: ValidationResult) => void;
}

/** In this process. */
const here: Place = {
  mayBegin: () => Promise.resolve(),
  mayOpen: refuseWhileJobsRun,
  engineThere: (engine) => engine,
};

/**
 * Holds a prediction against a measurement: plans it, runs it in its folder, continues what an earlier call left there.
 * @returns the finished result, which is in the folder as `result.json` too.
 * @throws NotMeasurableError when this level cannot measure the study: nothing was written.
 * @throws InterruptedError when the signal was given; the same call continues the run.
 * @throws EngineFailedError when the engine stopped with an error.
 * @throws RunLockedError when another process runs in the folder.
 * @throws RunFolderError when the folder cannot be read or written.
 */
export async function validate(request: ValidationRequest): Promise<ValidationResult> {
  const { study, prediction, signal } = request;
  const begun = performance.now();
  const { outDir, on: place = here } = request;
  await place.mayBegin();
  const plan = await planFor(study, prediction, request);
  const engine = place.engineThere(engineFor(request.engine ?? 'auto', plan), outDir);
  await engine.prepare?.(signal);
  await request.onPlan?.(plan, engine);
  const folder = await openRunFolder(outDir, plan, { mayOpen: (same) => place.mayOpen(outDir, same) });
  const points = new Map<number, Point>(folder.recovered);
  const seconds = (): number => folder.earlierSeconds + (performance.now() - begun) / 1000;
  const write = async (status: ValidationResult['status']): Promise<ValidationResult> => {
    const device = engine.device();
    const result = resultOf({ file: request.file, plan, points, engine, device, status, seconds: seconds() });
    await folder.writeResult(result);
    request.onResult?.(result);
    return result;
  };
  const emit = async (event: RunEvent): Promise<void> => {
    await folder.events.append(event);
    await folder.log.append(event);
    request.onEvent?.(event);
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
