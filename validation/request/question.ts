import { Monomial } from '../../theory/index.js';
import type { Study } from '../../theory/index.js';
import type { PlanOptions } from '../plan.js';

/**
 * What is asked of a plan, as a text: the study as it is predicted and the settings. Plans of the training level depend on how fast this machine is when they are made, so a run
 * is continued by its question, with the plan that it has.
 */
export function questionText(study: Study, options: PlanOptions): string {
  const { level = 'rate', preset, sweep, variable, range, points, seeds, samples, scan, threshold } = options;
  const settings = { level, preset, sweep, variable, range, points, seeds, samples, scan, threshold };
  return JSON.stringify({ study, settings }, (_, value: unknown) => {
    if (value instanceof Monomial) return value.toString();
    return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
  });
}
