import { EngineFailedError, InterruptedError } from '../../errors.js';
import type { Plan } from '../../plan.js';
import type { Cost } from '../../request/cost.js';
import { hasSampling } from '../../training/sample/chains.js';
import type { Engine } from '../engine.js';
import { sampleChainsWith } from '../js/chain-runs.js';
import { onDevice } from './chains.js';
import { timedOnDevice } from './cost.js';
import { adapterName, adapterOf, ComputeDevice, isCard } from './device.js';
import type { Gpu, GpuAdapter } from './gpu.js';
import { stackOf } from './stack.js';

/** An engine that may run on a graphics card. */
export interface WebGpuEngine extends Engine {
  /** True when there is a graphics card, and every layer of the plan has kernels: then it may be the quicker one. */
  isWorthTiming(plan: Plan): Promise<boolean>;
}

/**
 * The engine on WebGPU: chains in single precision by kernels in WGSL, those of a point side by side.
 * @param find gives WebGPU; it throws EngineFailedError where there is none.
 * @param runtime what runs it, with its version.
 */
export function webGpuEngine(find: () => Gpu, runtime: Engine['runtime']): WebGpuEngine {
  let adapter: GpuAdapter | undefined;
  const found = async (): Promise<GpuAdapter> => (adapter ??= await adapterOf(find()));
  // An adapter gives one device.
  const device = async (): Promise<ComputeDevice> => ComputeDevice.on(await adapterOf(find()));
  return {
    name: 'webgpu',
    version: '1',
    runtime,
    methods: ['langevin'],
    async prepare(signal) {
      await found();
      if (signal?.aborted) throw new InterruptedError();
    },
    device: () => (adapter ? { code: 'webgpu-device', adapter: adapterName(adapter) } : 'WebGPU'),
    async isWorthTiming(plan) {
      try {
        refuseUnknownLayers(plan);
        return isCard(await found());
      } catch (error) {
        if (error instanceof EngineFailedError) return false;
        throw error;
      }
    },
    /** Known once `prepare` has found an adapter. */
    async cost(plan, signal): Promise<Cost | undefined> {
      if (!adapter || plan.method.kind !== 'langevin') return undefined;
      const timed = await device();
      try {
        const cost = await timedOnDevice(timed, plan, plan.method, signal);
        return cost && { ...cost, basis: { code: 'steps-timed', device: this.device() } };
      } finally {
        timed.close();
      }
    },
    async run(plan, done, emit, signal) {
      const { method } = plan;
      if (method.kind !== 'langevin') throw new EngineFailedError({ code: 'webgpu-chains-only' });
      refuseUnknownLayers(plan);
      await this.prepare?.(signal);
      const used = await device();
      try {
        await sampleChainsWith(() => [onDevice(used, method, signal)], plan, method, done, emit);
      } finally {
        used.close();
      }
    },
  };
}

/** @throws EngineFailedError for a plan with a layer that has no kernels. */
function refuseUnknownLayers({ points }: Plan): void {
  for (const { network } of points.filter(hasSampling)) stackOf(network);
}
