import { pause } from '../../run/pause.js';
import type { Method, Plan, PlannedPoint } from '../../plan.js';
import { drawnSaddle } from '../../drawn/model.js';
import { estimatedPoint } from '../../estimate/plan.js';
import { componentsSaddle } from '../../rate/components/model.js';
import { embeddedSaddle } from '../../rate/embedded/model.js';
import { headsSaddle } from '../../rate/heads/model.js';
import { layersSaddle } from '../../rate/layers/model.js';
import { overlapSaddle } from '../../rate/overlaps/model.js';
import type { EngineEvent, Point } from '../../result.js';
import type { TrainedMethod } from './trained-point.js';

type MeasurePoint = (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point>;

/** The methods whose points are measured one by one. */
export type Pointwise = Exclude<Method, TrainedMethod>;

/** How each method is carried out here, point by point; each takes about as long at every size. */
export function measurerOf(method: Pointwise, plan: Plan): MeasurePoint {
  switch (method.kind) {
    case 'overlaps':
      return overlapSaddle(plan);
    case 'layers':
      return layersSaddle(method);
    case 'heads':
      return headsSaddle();
    case 'embedded-heads':
      return embeddedSaddle();
    case 'estimate':
      return estimatedPoint(method);
    case 'components':
      return componentsSaddle();
    case 'drawn':
      return drawnSaddle(method);
  }
}

/** Their names. */
export const pointwise: readonly Pointwise['kind'][] = [
  'overlaps',
  'layers',
  'heads',
  'embedded-heads',
  'components',
  'estimate',
  'drawn',
];

/**
 * Measures the points of a plan one after the other, in this thread. Runs wherever JavaScript does.
 * @throws InterruptedError within two seconds of the signal.
 */
export async function measurePoints(
  plan: Plan,
  method: Pointwise,
  done: ReadonlySet<number>,
  emit: (event: EngineEvent) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const measure = measurerOf(method, plan);
  const begun = performance.now();
  let measured = 0;
  for (const [index, planned] of plan.points.entries()) {
    if (done.has(index)) continue;
    const point = await measure(planned, () => pause(signal));
    await emit({ event: 'point', index, point });
    measured++;
    const finished = done.size + measured;
    const secondsLeft = ((performance.now() - begun) / 1000 / measured) * (plan.points.length - finished);
    await emit({ event: 'progress', done: finished, of: plan.points.length, secondsLeft });
  }
}
