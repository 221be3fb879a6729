import type { Servers } from './latency.js';
import { Session } from './session.js';
import { workplace } from './texts.js';

/** Milliseconds from the start of the server's process to the first hints of a file of so many lines. */
export async function activations(
  lines: number,
  servers: Servers,
  count: number,
): Promise<{ own: number[]; plain: number[] }> {
  const times: { own: number[]; plain: number[] } = { own: [], plain: [] };
  const place = workplace(lines);
  const once = async (script: string, into: number[]): Promise<void> => {
    const start = performance.now();
    const session = new Session(place, script);
    await session.open();
    await session.hints('layer');
    into.push(performance.now() - start);
    session.close();
  };
  for (let at = 0; at < count; at++) {
    await once(servers.own, times.own);
    await once(servers.plain, times.plain);
  }
  return times;
}
