import { engineHere } from '../engines/choose.js';
import { engineFor, prepareByName } from '../engines/index.js';
import type { ValidationResult } from '../result.js';
import { openRunFolder, storedPlan } from '../run/folder.js';
import { recordRefusal } from '../run/refusal.js';
import { refuseWhileJobsRun } from '../slurm/job.js';
import type { ExecutionTarget } from './execution-target.js';
import { runValidation, type RunQuestion } from './run-validation.js';

/** A validation that is asked for on this machine, or from it. */
export interface ValidationRequest extends RunQuestion {
  /** The folder of the run; made when it is not there. */
  readonly outDir: string;
  /** Where it is measured; in this process when left out. */
  readonly on?: ExecutionTarget;
}

/** In this process. */
const here: ExecutionTarget = {
  mayBegin: () => Promise.resolve(),
  mayOpen: refuseWhileJobsRun,
  engineThere: (engine) => engine,
};

/**
 * Compares a prediction with a measurement whose run is kept in a folder on the disk. What it throws: see `runValidation`.
 * @returns the finished result, which is in the folder as `result.json` too.
 */
export async function validate(request: ValidationRequest): Promise<ValidationResult> {
  const { outDir, on: target = here, words } = request;
  await target.mayBegin();
  return runValidation(request, {
    chooseEngine: async (name, plan, signal) => {
      // Elsewhere what is found and timed on this machine says nothing.
      const chosen = request.on ? { engine: engineFor(name, plan) } : await engineHere(name, plan, signal);
      return { ...chosen, engine: target.engineThere(chosen.engine, outDir) };
    },
    // On a cluster the engine is looked for where its jobs run.
    ...(request.on ? { isElsewhere: true } : { checkEngine: prepareByName }),
    storedPlan: (asked) => storedPlan(outDir, asked),
    recordRefusal: (refusal) => recordRefusal(outDir, refusal),
    openFolder: (plan) => openRunFolder(outDir, plan, { words, mayOpen: (same) => target.mayOpen(outDir, same) }),
  });
}
