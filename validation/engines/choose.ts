import { EngineFailedError, InterruptedError } from '../errors.js';
import type { Plan } from '../plan.js';
import type { ChosenEngine, Engine } from './engine.js';
import { engineFor } from './index.js';
import { javascript } from './js/javascript.js';
import { torch } from './torch/torch.js';
import { webgpu } from './webgpu/webgpu.js';

/** So long a Python with PyTorch is looked for where nobody asked for one, in milliseconds. */
const patience = 20_000;

/**
 * The engine that measures a plan on this machine. Where the choice is open and the plan has chains, torch is looked for and timed, and where there is
 * WebGPU on a graphics card webgpu too; the quickest is taken. That takes some seconds.
 * @param name `auto` or an engine's name.
 * @throws NotMeasurableError when there is none.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function engineHere(name: string, plan: Plan, signal?: AbortSignal): Promise<ChosenEngine> {
  const engine = engineFor(name, plan);
  if (name !== 'auto' || !torch.methods.includes(plan.method.kind)) return { engine };
  const quicker = await quickerOf(plan, javascript, torch, signal);
  return (await webgpu.isWorthTiming(plan)) ? quickerOf(plan, quicker.engine, webgpu, signal) : quicker;
}

/** The quicker of two engines, of which the second may lack something here. */
export async function quickerOf(plan: Plan, sure: Engine, other: Engine, signal?: AbortSignal): Promise<ChosenEngine> {
  const limit = AbortSignal.timeout(patience);
  const given = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    await other.prepare?.(given);
    const [here, there] = [await sure.cost?.(plan, given), await other.cost?.(plan, given)];
    if (!here || !there) return { engine: sure, why: { code: 'engine-time-unknown', engine: other.name } };
    const timed = [
      { engine: sure, seconds: here.seconds },
      { engine: other, seconds: there.seconds },
    ] as const;
    const [quick, slow] = there.seconds < here.seconds ? [timed[1], timed[0]] : timed;
    return {
      engine: quick.engine,
      why: { code: 'engine-quicker', seconds: quick.seconds, other: slow.engine.name, otherSeconds: slow.seconds },
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    if (error instanceof InterruptedError) return { engine: sure, why: { code: 'engine-late', engine: other.name } };
    if (error instanceof EngineFailedError) return { engine: sure, why: { code: 'engine-absent', engine: other.name } };
    throw error;
  }
}
