import { NotMeasurableError } from '../errors.js';
import type { Plan } from '../plan.js';
import type { Engine, EngineName } from './engine.js';
import { javascript } from './js/javascript.js';
import { torch } from './torch/torch.js';

/** The engines by name, the embedded one first. A new engine is a word of the grammar, a file, and a line here. */
const byName: Readonly<Record<EngineName, Engine>> = { js: javascript, torch };

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
export function engineFor(name: string, { level, method }: Plan): Engine {
  const able = engines.filter(({ methods }) => methods.includes(method.kind));
  const engine = name === 'auto' ? able[0] : able.find((candidate) => candidate.name === name);
  if (!engine) {
    const names = able.map((candidate) => candidate.name);
    throw new NotMeasurableError({ code: 'no-engine', level, engine: name, engines: names });
  }
  return engine;
}
