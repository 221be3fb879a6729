import type { ShownPlan as WholePlan } from '../../present/plan.js';
import type { PlanQuestion } from '../../protocol/runs.js';

export type { PlanQuestion };

/** What is shown of a plan. */
export type ShownPlan = Pick<
  WholePlan,
  'level' | 'engine' | 'device' | 'sweep' | 'points' | 'predicted' | 'choices' | 'cost' | 'notes'
>;

/** A plan, or the sentence that says why there is none. */
export type Planned = { readonly plan: ShownPlan } | { readonly refusal: string };

/** Plans a study where nothing that answers keystrokes waits for it; undefined when it was broken off, or failed. */
export type Planner = (question: PlanQuestion, signal: AbortSignal) => Promise<Planned | undefined>;
