import { EngineFailedError } from '../validation/errors.js';
import type { Cost, DescribedPlan, Engine, Plan, PlanOptions } from '../validation/index.js';
import { choicesOf, engineFor, engineHere, planFor } from '../validation/index.js';
import type { ValidatedStudy } from './validated.js';

/** A plan as it is shown before it runs. */
export type PlannedRun = DescribedPlan<Cost>;

/** What is not found out for a plan. */
export interface Unasked {
  /** Which engine is the quicker one, where it is left open: that takes seconds. */
  readonly isQuick: boolean;
  /** What there is on this machine: it is measured elsewhere. */
  readonly isElsewhere: boolean;
}

/**
 * Plans a validation without running it.
 * @throws NotMeasurableError when it cannot be measured as asked.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planned(
  { study, prediction, options, engine }: ValidatedStudy,
  { isQuick, isElsewhere }: Unasked,
  { signal, onLook }: Pick<PlanOptions, 'signal' | 'onLook'> = {},
): Promise<PlannedRun> {
  const asked = { ...options, ...(signal && { signal }), ...(onLook && { onLook }) };
  const plan = await planFor(study, prediction, asked);
  const { engine: chosen, why } =
    isQuick || isElsewhere
      ? { engine: engineFor(engine, plan), why: undefined }
      : await engineHere(engine, plan, signal);
  const isThere = isElsewhere || (await prepared(chosen, signal));
  return describedPlan(plan, chosen, asked, isThere ? why : 'asked for, but not there');
}

/** Has an engine find what it needs, so that it can say what a plan costs; a plan can be read where it is missing too. */
async function prepared(engine: Engine, signal: AbortSignal | undefined): Promise<boolean> {
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
 * @param why why it is that engine, where that was open.
 */
export async function describedPlan(
  plan: Plan,
  engine: Engine,
  options: ValidatedStudy['options'] & { readonly signal?: AbortSignal },
  why?: string,
): Promise<PlannedRun> {
  const cost = await engine.cost?.(plan, options.signal);
  return {
    plan,
    choices: [...choicesOf(plan, options), ...(why === undefined ? [] : [{ name: 'engine', value: engine.name, why }])],
    engine: engine.name,
    device: engine.device(),
    cost,
  };
}
