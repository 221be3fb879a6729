import type { Engine } from '../../../validation/engines/engine.js';
import type { Plan, Point } from '../../../validation/index.js';

/** The points of a plan as an engine measures them, by index. */
export async function pointsOf(engine: Engine, plan: Plan): Promise<Map<number, Point>> {
  const points = new Map<number, Point>();
  await engine.run(plan, new Set(), (event) => {
    if (event.event === 'point') points.set(event.index, event.point);
    return Promise.resolve();
  });
  return points;
}
