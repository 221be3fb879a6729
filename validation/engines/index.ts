import type { Plan } from '../plan.js';
import { engineAmong } from './among.js';
import type { Engine, EngineName } from './engine.js';
import { javascript } from './js/javascript.js';
import { torch } from './torch/torch.js';
import { webgpu } from './webgpu/webgpu.js';

/** The engines by name, the embedded one first. A new engine is a word of the grammar, a file, and a line here. */
const byName: Readonly<Record<EngineName, Engine>> = { js: javascript, torch, webgpu };

/** The engines, the embedded one first. */
export const engines: readonly Engine[] = Object.values(byName);

/**
 * Finds what an engine needs on this machine; the embedded one needs nothing, and of `auto` nothing is demanded.
 * @throws EngineFailedError when something is missing; the reason says how to get it.
 */
export async function prepareByName(name: string, signal?: AbortSignal): Promise<void> {
  await engines.find((engine) => engine.name === name)?.prepare?.(signal);
}

/**
 * The engine of a name, or for `auto` the first that knows the plan's method.
 * @throws NotMeasurableError when there is none.
 */
export const engineFor = (name: string, plan: Plan): Engine => engineAmong(engines, name, plan);
