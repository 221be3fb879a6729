import type { Engine } from '../validation/engines/engine.js';
import { chainsRuntime, inThisThread, sampleChainsWith, version } from '../validation/engines/js/chain-runs.js';
import { chainsDuration, operationsPerSecond } from '../validation/training/plan/rate.js';
import { timedDuration } from '../validation/request/cost.js';
import { measurePoints, measurerOf, pointwise } from '../validation/engines/js/pointwise.js';

/** The embedded engine in a browser: the same code, in one worker. */
export const browserEngine: Engine = {
  name: 'js',
  version,
  get runtime() {
    return { browser: navigator.userAgent, ...chainsRuntime() };
  },
  methods: ['langevin', ...pointwise],
  device: () => 'a web worker of the browser',
  cost: async (plan, signal) => {
    const { method } = plan;
    if (method.kind !== 'langevin') return timedDuration(plan, measurerOf(method, plan), signal);
    return chainsDuration(plan, method, 1);
  },
  rate: operationsPerSecond,
  run: async (plan, done, emit, signal) => {
    const { method } = plan;
    if (method.kind === 'langevin')
      await sampleChainsWith(() => [inThisThread(method, signal)], plan, method, done, emit);
    else await measurePoints(plan, method, done, emit, signal);
  },
};
