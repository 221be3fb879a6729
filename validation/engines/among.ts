import { NotMeasurableError } from '../errors.js';
import type { Plan } from '../plan.js';
import type { Engine } from './engine.js';

/**
 * The engine of a name among those that there are, or for `auto` the first that knows the plan's method.
 * @throws NotMeasurableError when there is none.
 */
export function engineAmong<Kind extends Engine>(
  engines: readonly Kind[],
  name: string,
  { level, method }: Plan,
): Kind {
  const able = engines.filter(({ methods }) => methods.includes(method.kind));
  const engine = name === 'auto' ? able[0] : able.find((candidate) => candidate.name === name);
  if (!engine) {
    const names = able.map((candidate) => candidate.name);
    throw new NotMeasurableError({ code: 'no-engine', level, engine: name, engines: names });
  }
  return engine;
}
