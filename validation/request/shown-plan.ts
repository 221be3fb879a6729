import type { Choice } from './choices.js';
import type { Plan } from '../plan.js';

/** A plan with what can be said of it before it runs. */
export interface DescribedPlan<Cost> {
  readonly plan: Plan;
  readonly choices: readonly Choice[];
  readonly engine: string;
  readonly device: string;
  /** Undefined where it cannot be known before the first point is measured. */
  readonly cost: Cost | undefined;
}

/** A plan as it is shown: `archscale validate --plan --format json` prints it, and editors put it beside `validate`. */
export interface ShownPlan<Cost> extends Pick<Plan, 'study' | 'level' | 'preset' | 'sweep' | 'notes'> {
  readonly engine: string;
  readonly device: string;
  /** How many points are measured. */
  readonly points: number;
  readonly seeds: number;
  readonly predicted: Pick<Plan['predicted'], 'exponent' | 'energy' | 'pattern'>;
  readonly choices: readonly Choice[];
  readonly cost: Cost | null;
  readonly plan: Plan;
}

/** What of a described plan is shown. */
export function shownPlan<Cost>({ plan, choices, engine, device, cost }: DescribedPlan<Cost>): ShownPlan<Cost> {
  const { study, level, preset, sweep, points, predicted, notes } = plan;
  return {
    study,
    level,
    preset,
    engine,
    device,
    sweep,
    points: points.length,
    seeds: new Set(points.map(({ seed }) => seed)).size,
    predicted: { exponent: predicted.exponent, energy: predicted.energy, pattern: predicted.pattern },
    choices,
    cost: cost ?? null,
    notes,
    plan,
  };
}
