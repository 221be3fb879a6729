import { setImmediate } from 'node:timers/promises';
import { InterruptedError } from './errors.js';

/**
 * Lets other events be handled between two stretches of work, so that a run can be stopped.
 * @throws InterruptedError when the signal has been given.
 */
export async function pause(signal?: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal?.aborted) throw new InterruptedError('The run was interrupted; the same call continues it.');
}
