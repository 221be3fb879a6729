import type { Engine } from '../validation/engines/engine.js';
import { inThisThread, sampleChainsWith } from '../validation/engines/js/chain-runs.js';
import { timedDuration } from '../validation/request/cost.js';
import { measurePoints, measurerOf, pointwise } from '../validation/engines/js/pointwise.js';

/** The embedded engine in a browser: the same code, in one worker. */
export const browserEngine: Engine = {
  name: 'js',
  version: '1',
  runtime: { browser: navigator.userAgent },
  methods: ['langevin', 'descent', ...pointwise],
  device: () => 'a web worker of the browser',
  cost: async (plan, signal) => {
    const { method } = plan;
    // Points of trained networks differ too much in length to time one of them.
    return method.kind === 'langevin' || method.kind === 'descent'
      ? undefined
      : timedDuration(plan, measurerOf(method, plan), signal);
  },
  run: async (plan, done, emit, signal) => {
    const { method } = plan;
    if (method.kind === 'langevin' || method.kind === 'descent')
      await sampleChainsWith(() => [inThisThread(method, signal)], plan, method, done, emit);
    else await measurePoints(plan, method, done, emit, signal);
  },
};
