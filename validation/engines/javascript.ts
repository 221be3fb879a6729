import { cpus } from 'node:os';
import { timedCost } from '../cost.js';
import { chainsCost } from '../training/cost.js';
import { pause } from '../pause.js';
import type { LangevinMethod, Method, Plan, PlannedPoint } from '../plan.js';
import { headsSaddle } from '../rate/heads/measure.js';
import { layersSaddle } from '../rate/layers/measure.js';
import { overlapSaddle } from '../rate/overlap-saddle.js';
import type { Point } from '../result.js';
import type { Engine } from './engine.js';
import { sampleChains } from './javascript-chains.js';

type MeasurePoint = (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point>;

/** The methods whose points are measured one by one. */
type Pointwise = Exclude<Method, LangevinMethod>;

/** How each method is carried out here, point by point; each takes about as long at every size. */
function measurerOf(method: Pointwise, plan: Plan): MeasurePoint {
  switch (method.kind) {
    case 'overlaps':
      return overlapSaddle(plan);
    case 'layers':
      return layersSaddle(method);
    case 'heads':
      return headsSaddle();
  }
}

const pointwise: readonly Pointwise['kind'][] = ['overlaps', 'layers', 'heads'];

/** The embedded engine: plain TypeScript, on one core; chains in worker threads. */
export const javascript: Engine = {
  name: 'js',
  version: '1',
  methods: ['langevin', ...pointwise],
  device: () => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  cost: async (plan, signal) => {
    const { method } = plan;
    return method.kind === 'langevin' ? chainsCost(plan, method) : timedCost(plan, measurerOf(method, plan), signal);
  },
  async run(plan, done, emit, signal) {
    const { method } = plan;
    if (method.kind === 'langevin') return sampleChains(plan, method, done, emit, signal);
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
  },
};
