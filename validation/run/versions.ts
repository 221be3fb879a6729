import { version } from '../../package.json';
import type { Engine } from '../engines/engine.js';

/** The versions that a result depends on: of this program, of what runs it, of the engine. */
export function versionsOf({ name, version: ofEngine, runtime }: Engine): Readonly<Record<string, string>> {
  return { archscale: version, ...runtime, [name]: ofEngine };
}
