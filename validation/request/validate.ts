import type { Prediction, Study } from '../../theory/index.js';
import type { Engine } from '../engines/engine.js';
import { engineHere } from '../engines/choose.js';
import { engineFor } from '../engines/index.js';
import { planFor } from './levels.js';
import type { ExecutionTarget } from './execution-target.js';
import type { Plan, PlanOptions } from '../plan.js';
import { executeRun } from './execute-run.js';
import type { RunEvent, ValidationResult } from '../result.js';
import { openRunFolder } from '../run/folder.js';
import { refuseWhileJobsRun } from '../slurm/job.js';

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
  readonly on?: ExecutionTarget;
  /** The plan, before anything is measured or written, with the reason for the engine where that was open; what it does is waited for. */
  readonly onPlan?: (plan: Plan, engine: Engine, why?: string) => Promise<void>;
  readonly onEvent?: (event: RunEvent) => void;
  /** The result so far, after every point. */
  readonly onResult?: (result: ValidationResult) => void;
}

/** In this process. */
const here: ExecutionTarget = {
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
  const begun = performance.now();
  const { study, prediction, signal } = request;
  const { outDir, on: place = here } = request;
  await place.mayBegin();
  const plan = await planFor(study, prediction, request);
  const name = request.engine ?? 'auto';
  // Elsewhere what is found and timed on this machine says nothing.
  const chosen = request.on ? { engine: engineFor(name, plan) } : await engineHere(name, plan, signal);
  const engine = place.engineThere(chosen.engine, outDir);
  await engine.prepare?.(signal);
  await request.onPlan?.(plan, engine, chosen.why);
  const folder = await openRunFolder(outDir, plan, { mayOpen: (same) => place.mayOpen(outDir, same) });
  return executeRun({ ...request, plan, engine, folder, begun });
}
