import { estimateOf, type PredictedStudy } from '../views/estimated.js';

/** P* in numbers by the level `estimate`; null when none has been made, or where the network has none. */
export function estimateJson(one: Pick<PredictedStudy, 'estimate'>) {
  const estimate = estimateOf(one);
  if (!estimate) return null;
  const { samples, interval, variable, exponent, limit, pattern, model } = estimate;
  return {
    samples,
    interval,
    variable,
    exponent,
    limit: limit ?? null,
    pattern,
    model,
    level: 'estimate' as const,
  };
}
