import { cpus } from 'node:os';
import { timedCost } from '../cost.js';
import { pause } from '../pause.js';
import type { Method, Plan, PlannedPoint } from '../plan.js';
import { overlapSaddle } from '../rate/overlap-saddle.js';
import type { Point } from '../result.js';
import type { Engine } from './engine.js';

type MeasurePoint = (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point>;

/** How each method is carried out here. A new method is a new file and a line here. */
const methods: Readonly<Record<Method['kind'], (plan: Plan) => MeasurePoint>> = {
  overlaps: overlapSaddle,
};

/** The methods whose points all take about as long, whatever their sizes. */
const evenlyLong: ReadonlySet<Method['kind']> = new Set<Method['kind']>(['overlaps']);

/** The embedded engine: plain TypeScript, on one core. */
export const javascript: Engine = {
  name: 'js',
  version: '1',
  methods: Object.keys(methods) as Method['kind'][],
  cost: async (plan, signal) =>
    evenlyLong.has(plan.method.kind) ? timedCost(plan, methods[plan.method.kind](plan), signal) : undefined,
  device: () => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  async run(plan, done, emit, signal) {
    const measure = methods[plan.method.kind](plan);
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
  },
};
