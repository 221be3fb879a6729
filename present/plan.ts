import type { Choice } from '../validation/request/choices.js';
import type { DescribedPlan } from '../validation/request/describe.js';
import type { Cost } from '../validation/request/cost.js';
import type { MessageOrText } from '../validation/messages.js';
import type { Plan } from '../validation/plan.js';
import { words } from './words/words.js';

/** A choice in words: `sweep`, `d from 128 to 4096`, `asked for`. */
export interface ShownChoice {
  readonly name: Choice['name'];
  readonly value: string;
  /** As words behind the value. */
  readonly why: string;
}

/** What a plan costs, with a sentence that says how that is known. */
export interface ShownCost extends Omit<Cost, 'basis'> {
  readonly basis: string;
}

/** A plan as it is shown: `archscale validate --plan --format json` prints it, and editors put it beside `validate`. */
export interface ShownPlan extends Pick<Plan, 'study' | 'level' | 'preset' | 'sweep' | 'notes'> {
  readonly engine: string;
  readonly device: string;
  /** How many points are measured. */
  readonly points: number;
  readonly seeds: number;
  readonly predicted: Pick<Plan['predicted'], 'exponent' | 'energy' | 'pattern'>;
  readonly choices: readonly ShownChoice[];
  readonly cost: ShownCost | null;
  readonly plan: Plan;
}

/** What of a described plan is shown, in words. */
export function shownPlan({ plan, choices, engine, device, cost }: DescribedPlan): ShownPlan {
  const { study, level, preset, sweep, points, predicted, notes } = plan;
  return {
    study,
    level,
    preset,
    engine,
    device: inWords(device),
    sweep,
    points: points.length,
    seeds: new Set(points.map(({ seed }) => seed)).size,
    predicted: { exponent: predicted.exponent, energy: predicted.energy, pattern: predicted.pattern },
    choices: choices.map(({ name, value, why }) => ({ name, value: inWords(value), why: inWords(why) })),
    cost: cost ? { ...cost, basis: inWords(cost.basis) } : null,
    notes,
    plan,
  };
}

const inWords = (said: MessageOrText): string => (typeof said === 'string' ? said : words(said));
