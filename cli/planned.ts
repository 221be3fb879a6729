import type { Choice, Cost, Engine, Plan } from '../validation/index.js';
import { choicesOf, engineFor, planFor } from '../validation/index.js';
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
 * @throws NotMeasurableError when it cannot be measured as asked.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planned(
  { study, prediction, options, engine }: ValidatedStudy,
  signal?: AbortSignal,
): Promise<PlannedRun> {
  const asked = { ...options, ...(signal && { signal }) };
  const plan = await planFor(study, prediction, asked);
  return describedPlan(plan, engineFor(engine, plan), asked);
}

/** A plan with what can be said of it before it runs on an engine. */
export async function describedPlan(
  plan: Plan,
  engine: Engine,
  options: ValidatedStudy['options'] & { readonly signal?: AbortSignal },
): Promise<PlannedRun> {
  const cost = await engine.cost?.(plan, options.signal);
  return {
    plan,
    choices: choicesOf(plan, options),
    engine: engine.name,
    device: engine.device(),
    cost,
  };
}
