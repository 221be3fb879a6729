import type { PlannedRun } from '../planned.js';

/** A plan as `archscale validate --plan --format json` prints it. */
export function planJson({ plan, choices, engine, device, cost }: PlannedRun): object {
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
