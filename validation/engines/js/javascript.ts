import { cpus } from 'node:os';
import { timedDuration } from '../../request/cost.js';
import { descentCost } from '../../descent/cost.js';
import { chainsCost } from '../../training/plan/cost.js';
import type { Engine } from '../engine.js';
import { chainsRuntime, version } from './chain-runs.js';
import { sampleChains } from './javascript-chains.js';
import { measurePoints, measurerOf, pointwise } from './pointwise.js';

/** The embedded engine: chains in the numerical core, in worker threads on all cores; the rest in plain TypeScript, on one. */
export const javascript: Engine = {
  name: 'js',
  version,
  get runtime() {
    return { node: process.version, ...chainsRuntime() };
  },
  methods: ['langevin', 'descent', ...pointwise],
  device: () => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  cost: async (plan, signal) => {
    const { method } = plan;
    if (method.kind === 'langevin') return chainsCost(plan, method);
    if (method.kind === 'descent') return descentCost(plan, method);
    const duration = await timedDuration(plan, measurerOf(method, plan), signal);
    return duration && { ...duration, megabytes: process.memoryUsage().rss / 1e6 };
  },
  run: async (plan, done, emit, signal) => {
    const { method } = plan;
    if (method.kind === 'langevin' || method.kind === 'descent') await sampleChains(plan, method, done, emit, signal);
    else await measurePoints(plan, method, done, emit, signal);
  },
};
