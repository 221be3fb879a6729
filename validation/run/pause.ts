import { InterruptedError } from '../errors.js';

/** So long work may go on before other events have their turn, in milliseconds: a turn takes browsers up to 4 ms. */
const longest = 10;

let lastTurn = -Infinity;

/**
 * Lets other events be handled between two stretches of work, so that a run can be stopped.
 * @throws InterruptedError when the signal has been given.
 */
export async function pause(signal?: AbortSignal): Promise<void> {
  if (performance.now() - lastTurn >= longest) {
    await new Promise<void>((resolve) => void setTimeout(resolve, 0));
    lastTurn = performance.now();
  }
  if (signal?.aborted) throw new InterruptedError();
}
