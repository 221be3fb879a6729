import { cpus } from 'node:os';
import { timedCost } from '../cost.js';
import { chainsCost } from '../training/cost.js';
import type { Engine } from './engine.js';
import { sampleChains } from './javascript-chains.js';
import { measurePoints, measurerOf, pointwise } from './pointwise.js';

/** The embedded engine: plain TypeScript, on one core; chains in worker threads. */
export const javascript: Engine = {
  name: 'js',
  version: '1',
  runtime: { node: process.version },
  methods: ['langevin', ...pointwise],
  device: () => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  cost: async (plan, signal) => {
    const { method } = plan;
    return method.kind === 'langevin' ? chainsCost(plan, method) : timedCost(plan, measurerOf(method, plan), signal);
  },
  run: async (plan, done, emit, signal) => {
    const { method } = plan;
    if (method.kind === 'langevin') await sampleChains(plan, method, done, emit, signal);
    else await measurePoints(plan, method, done, emit, signal);
  },
};
