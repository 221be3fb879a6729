import type { Choice, Cost, Engine, Plan, PlanOptions } from '../validation/index.js';
import { choicesOf, engineFor, engineHere, planFor } from '../validation/index.js';
import type { ValidatedStudy } from './validated.js';

/** A plan as it is shown before it runs. */
export interface PlannedRun {
  readonly plan: Plan;
  readonly choices: readonly Choice[];
  readonly engine: string;
  readonly device: string;
  /** Undefined where it cannot be known before the first point is measured. */
  readonly cost: Cost | undefined;
}

/**
 * Plans a validation without running it.
 * @param isQuick whether an engine that is left open is not looked for: that takes seconds.
 * @throws NotMeasurableError when it cannot be measured as asked.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planned(
  { study, prediction, options, engine }: ValidatedStudy,
  isQuick: boolean,
  { signal, onLook }: Pick<PlanOptions, 'signal' | 'onLook'> = {},
): Promise<PlannedRun> {
  const asked = { ...options, ...(signal && { signal }), ...(onLook && { onLook }) };
  const plan = await planFor(study, prediction, asked);
  const { engine: chosen, why } = isQuick
    ? { engine: engineFor(engine, plan), why: undefined }
    : await engineHere(engine, plan, signal);
  return describedPlan(plan, chosen, asked, why);
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
