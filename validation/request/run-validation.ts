import type { Prediction, Study } from '../../theory/index.js';
import type { ChooseEngine, ChosenEngine } from '../engines/engine.js';
import { EngineFailedError, NotMeasurableError } from '../errors.js';
import { keptPlan, type Plan, type PlanOptions } from '../plan.js';
import type { RunEvent, ValidationResult } from '../result.js';
import type { RunFolder } from '../run/folder.js';
import type { Refusal } from '../run/refused-result.js';
import { inWords, type Worded } from '../wording.js';
import { describePlan, type DescribedPlan } from './describe.js';
import { executeRun } from './execute-run.js';
import { planFor } from './levels.js';
import { questionText } from './question.js';

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
  /**
   * Finds what an engine needs here, before anything is planned; nothing for `auto`.
   * @throws EngineFailedError when something is missing.
   * @throws NotMeasurableError when there is no such engine.
   */
  readonly checkEngine?: (name: string, signal?: AbortSignal) => Promise<void>;
  /** The plan of an earlier run there that was made for the same question. */
  readonly storedPlan?: (asked: string) => Promise<Plan | undefined>;
  /** Keeps a run that ended before it had a plan, with its reason. */
  readonly recordRefusal?: (refusal: Refusal) => Promise<void>;
  /** It measures on other machines. */
  readonly isElsewhere?: boolean;
  /** Opens the folder of the run; it is given back when the run ends. */
  readonly openFolder: (plan: Plan) => Promise<RunFolder>;
}

/**
 * Compares a prediction with a measurement: plans it, runs it in its folder, continues what an earlier call left there. Runs wherever
 * JavaScript does.
 * @returns the finished result, which is in the folder too.
 * @throws NotMeasurableError when the study cannot be measured as asked: the host records the reason.
 * @throws InterruptedError when the signal was given; the same call continues the run.
 * @throws EngineFailedError when the engine stopped with an error.
 * @throws RunLockedError when another process runs in the folder.
 * @throws RunFolderError when the folder cannot be read or written.
 */
export async function runValidation(question: RunQuestion, host: RunHost): Promise<ValidationResult> {
  const begun = performance.now();
  const { plan, engine, why } = await planned(question, host).catch(async (error: unknown) => {
    if (error instanceof NotMeasurableError || error instanceof EngineFailedError) {
      const { words } = question;
      const reason = inWords(error.reason, words);
      const logged = words({ code: 'log-failed', text: reason });
      await host.recordRefusal?.({ ...question, options: question, engine: question.engine ?? 'auto', reason, logged });
    }
    throw error;
  });
  if (question.onPlan) await question.onPlan(await describePlan(plan, engine, question, why));
  const isElsewhere = host.isElsewhere === true;
  return executeRun({ ...question, plan, engine, folder: await host.openFolder(plan), begun, isElsewhere });
}

/** The plan of a run, and what measures it: its needs are found before anything is planned, which can take long. */
async function planned(
  question: RunQuestion,
  { checkEngine, storedPlan, chooseEngine }: RunHost,
): Promise<ChosenEngine & { readonly plan: Plan }> {
  const { study, prediction, signal, engine: name = 'auto' } = question;
  await checkEngine?.(name, signal);
  const asked = questionText(study, question);
  const plan = (await storedPlan?.(asked)) ?? keptPlan(await planFor(study, prediction, question), asked);
  const chosen = await chooseEngine(name, plan, signal);
  await chosen.engine.prepare?.(signal);
  return { ...chosen, plan };
}
