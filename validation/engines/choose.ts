import { EngineFailedError, InterruptedError } from '../errors.js';
import type { Plan } from '../plan.js';
import type { Engine } from './engine.js';
import { engineFor } from './index.js';
import { javascript } from './js/javascript.js';
import { torch } from './torch/torch.js';

/** An engine, and why it was taken where that was left open. */
export interface ChosenEngine {
  readonly engine: Engine;
  /** As words behind its name: `about 40 s here, 140 s with js`. */
  readonly why?: string;
}

/** So long a Python with PyTorch is looked for where nobody asked for one, in milliseconds. */
const patience = 20_000;

/**
 * The engine that measures a plan on this machine. Where the choice is open and the plan has chains, torch is looked for and timed, and taken
 * if it is the quicker one: that takes some seconds.
 * @param name `auto` or an engine's name.
 * @throws NotMeasurableError when there is none.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function engineHere(name: string, plan: Plan, signal?: AbortSignal): Promise<ChosenEngine> {
  const engine = engineFor(name, plan);
  if (name !== 'auto' || !torch.methods.includes(plan.method.kind)) return { engine };
  return quickerOf(plan, javascript, torch, signal);
}

/** The quicker of two engines, of which the second may lack something here. */
export async function quickerOf(plan: Plan, sure: Engine, other: Engine, signal?: AbortSignal): Promise<ChosenEngine> {
  const limit = AbortSignal.timeout(patience);
  const given = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    await other.prepare?.(given);
    const [here, there] = [await sure.cost?.(plan, given), await other.cost?.(plan, given)];
    if (!here || !there) return { engine: sure, why: `what ${other.name} would take is not known` };
    const times = (a: number, b: number): string => `about ${inWords(a)} here, ${inWords(b)} with`;
    return there.seconds < here.seconds
      ? { engine: other, why: `${times(there.seconds, here.seconds)} ${sure.name}` }
      : { engine: sure, why: `${times(here.seconds, there.seconds)} ${other.name}` };
  } catch (error) {
    if (signal?.aborted) throw error;
    if (error instanceof InterruptedError) return { engine: sure, why: `${other.name} did not answer in time` };
    if (error instanceof EngineFailedError) return { engine: sure, why: `${other.name} is not there` };
    throw error;
  }
}

const inWords = (seconds: number): string =>
  seconds < 100 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
