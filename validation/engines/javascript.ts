import { cpus } from 'node:os';
import { timedCost } from '../cost.js';
import { chainsCost } from '../training/cost.js';
import { pause } from '../pause.js';
import type { Method, Plan, PlannedPoint } from '../plan.js';
import { overlapSaddle } from '../rate/overlap-saddle.js';
import type { Point } from '../result.js';
import type { Engine } from './engine.js';
import { sampleChains } from './javascript-chains.js';

type MeasurePoint = (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point>;

/** How each method is carried out here, point by point. A new method is a new file and a line here. */
const methods: Readonly<Record<Exclude<Method['kind'], 'langevin'>, (plan: Plan) => MeasurePoint>> = {
  overlaps: overlapSaddle,
};

/** The methods whose points all take about as long, whatever their sizes. */
const evenlyLong: ReadonlySet<Method['kind']> = new Set<Method['kind']>(['overlaps']);

/** The embedded engine: plain TypeScript, on one core; chains in worker threads. */
export const javascript: Engine = {
  name: 'js',
  version: '1',
  methods: ['langevin', ...(Object.keys(methods) as Exclude<Method['kind'], 'langevin'>[])],
  device: () => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  async cost(plan, signal) {
    const { kind } = plan.method;
    if (kind === 'langevin') return chainsCost(plan, plan.method);
    return evenlyLong.has(kind) ? timedCost(plan, methods[kind](plan), signal) : undefined;
  },
  async run(plan, done, emit, signal) {
    if (plan.method.kind === 'langevin') return sampleChains(plan, plan.method, done, emit, signal);
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
