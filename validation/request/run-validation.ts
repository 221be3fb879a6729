import type { Prediction, Study } from '../../theory/index.js';
import type { ChooseEngine } from '../engines/engine.js';
import type { Plan, PlanOptions } from '../plan.js';
import type { RunEvent, ValidationResult } from '../result.js';
import type { RunFolder } from '../run/folder.js';
import type { Worded } from '../wording.js';
import { describePlan, type DescribedPlan } from './describe.js';
import { executeRun } from './execute-run.js';
import { planFor } from './levels.js';

/** A validation that is asked for, whoever asks: a plan with options, what measures it, and where it is kept. */
export interface RunQuestion extends PlanOptions, Worded {
  /** The file that the study comes from; for the result only. */
  readonly file: string;
  readonly study: Study;
  readonly prediction: Prediction;
  /** `auto` or an engine's name. */
  readonly engine?: string;
  /** The plan, before anything is measured or written; what it does is waited for. */
  readonly onPlan?: (described: DescribedPlan) => Promise<void>;
  readonly onEvent?: (event: RunEvent) => void;
  /** The result so far, after every point. */
  readonly onResult?: (result: ValidationResult) => void;
}

/** Where a validation runs: what measures there, and where the run is kept. */
export interface RunHost {
  readonly chooseEngine: ChooseEngine;
  /** Opens the folder of the run; it is given back when the run ends. */
  readonly openFolder: (plan: Plan) => Promise<RunFolder>;
}

/**
 * Compares a prediction with a measurement: plans it, runs it in its folder, continues what an earlier call left there. Runs wherever
 * JavaScript does.
 * @returns the finished result, which is in the folder too.
 * @throws NotMeasurableError when the study cannot be measured as asked: nothing was written.
 * @throws InterruptedError when the signal was given; the same call continues the run.
 * @throws EngineFailedError when the engine stopped with an error.
 * @throws RunLockedError when another process runs in the folder.
 * @throws RunFolderError when the folder cannot be read or written.
 */
export async function runValidation(
  question: RunQuestion,
  { chooseEngine, openFolder }: RunHost,
): Promise<ValidationResult> {
  const begun = performance.now();
  const { study, prediction, signal } = question;
  const plan = await planFor(study, prediction, question);
  const { engine, why } = await chooseEngine(question.engine ?? 'auto', plan, signal);
  await engine.prepare?.(signal);
  if (question.onPlan) await question.onPlan(await describePlan(plan, engine, question, why));
  return executeRun({ ...question, plan, engine, folder: await openFolder(plan), begun });
}
