import type { Engine } from '../validation/engines/engine.js';
import { chainsRuntime, inThisThread, sampleChainsWith, version } from '../validation/engines/js/chain-runs.js';
import { chainsDuration } from '../validation/training/plan/duration.js';
import { timedDuration } from '../validation/request/cost.js';
import { measurePoints, measurerOf, pointwise } from '../validation/engines/js/pointwise.js';
import { webGpuEngine } from '../validation/engines/webgpu/engine.js';
import type { Gpu } from '../validation/engines/webgpu/gpu.js';
import type { BrowserEngines } from './choose.js';

/** The embedded engine in a browser: the same code, in one worker. */
const embedded: Engine = {
  name: 'js',
  version,
  get runtime() {
    return { browser: navigator.userAgent, ...chainsRuntime() };
  },
  methods: ['langevin', 'descent', ...pointwise],
  device: () => 'a web worker of the browser',
  cost: async (plan, signal) => {
    const { method } = plan;
    if (method.kind === 'langevin') return chainsDuration(plan, method, 1);
    // Points of descent differ too much in length to time one of them.
    return method.kind === 'descent' ? undefined : timedDuration(plan, measurerOf(method, plan), signal);
  },
  run: async (plan, done, emit, signal) => {
    const { method } = plan;
    if (method.kind === 'langevin' || method.kind === 'descent')
      await sampleChainsWith(() => [inThisThread(method, signal)], plan, method, done, emit);
    else await measurePoints(plan, method, done, emit, signal);
  },
};

const { gpu } = navigator as { readonly gpu?: Gpu };

/** What measures in this browser. */
export const browserEngines: BrowserEngines = {
  embedded,
  ...(gpu && { webgpu: webGpuEngine(() => gpu, { browser: navigator.userAgent }) }),
};
