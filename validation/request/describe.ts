import type { Prediction, Study } from '../../theory/index.js';
import type { ChooseEngine, Engine } from '../engines/engine.js';
import { EngineFailedError } from '../errors.js';
import type { MessageOrText, RunMessage } from '../messages.js';
import type { Plan, PlanOptions } from '../plan.js';
import type { Worded } from '../wording.js';
import { choicesOf, type Choice } from './choices.js';
import type { Cost } from './cost.js';
import { planFor } from './levels.js';

/** A plan with what can be said of it before it runs. */
export interface DescribedPlan {
  readonly plan: Plan;
  readonly choices: readonly Choice[];
  readonly engine: string;
  readonly device: MessageOrText;
  /** Undefined where it cannot be known before the first point is measured. */
  readonly cost: Cost | undefined;
}

/** A plan that is asked for, with the engine that is to measure it. */
export interface PlanQuestion extends PlanOptions, Worded {
  readonly study: Study;
  readonly prediction: Prediction;
  /** `auto` or an engine's name. */
  readonly engine: string;
  readonly chooseEngine: ChooseEngine;
  /** It is measured on other machines: what there is on this one is not found out. */
  readonly isElsewhere?: boolean;
  /** The plan is shown while somebody types: no program is started, and no package of others loaded, to find out what there is. */
  readonly startsNothing?: boolean;
}

/**
 * Plans a validation without running it. Runs wherever JavaScript does.
 * @throws NotMeasurableError when it cannot be measured as asked.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planValidation(question: PlanQuestion): Promise<DescribedPlan> {
  const { study, prediction, signal } = question;
  const plan = await planFor(study, prediction, question);
  const { engine, why } = await question.chooseEngine(question.engine, plan, signal);
  const isThere =
    question.isElsewhere === true || question.startsNothing === true || (await isPrepared(engine, signal));
  return describePlan(plan, engine, question, isThere ? why : { code: 'asked-but-absent' });
}

/** Has an engine find what it needs, so that it can say what a plan costs; a plan can be read where it is missing too. */
async function isPrepared(engine: Engine, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await engine.prepare?.(signal);
    return true;
  } catch (error) {
    if (error instanceof EngineFailedError) return false;
    throw error;
  }
}

/**
 * A plan with what can be said of it before it runs on an engine.
 * @param options what the plan was made with.
 * @param why why it is that engine, where that was open.
 */
export async function describePlan(
  plan: Plan,
  engine: Engine,
  options: PlanOptions,
  why?: RunMessage,
): Promise<DescribedPlan> {
  const cost = await engine.cost?.(plan, options.signal);
  const chosen: Choice[] = why === undefined ? [] : [{ name: 'engine', value: engine.name, why }];
  return {
    plan,
    choices: [...choicesOf(plan, options), ...chosen],
    engine: engine.name,
    device: engine.device(),
    cost,
  };
}
