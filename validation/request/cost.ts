import { InterruptedError } from '../errors.js';
import type { MessageOrText } from '../messages.js';
import { pause } from '../run/pause.js';
import type { Plan, PlannedPoint } from '../plan.js';

/** How long a plan will take on this machine, as far as that can be known before it runs. */
export interface Duration {
  /** For all its points; a number to plan with, right to a factor of about two. */
  readonly seconds: number;
  /** How it is known. */
  readonly basis: MessageOrText;
  /** Whether it may be much more: what was timed was not done when it was broken off. */
  readonly isLeast?: true;
}

/** What a plan will cost on this machine. */
export interface Cost extends Duration {
  /** Memory of the process that measures, in MB (10^6 bytes); missing where that cannot be known, as in a browser. */
  readonly megabytes?: number;
}

/** So long a point is waited for before its time is only a lower bound, in milliseconds. */
const longestProbe = 1500;

/**
 * How long a plan takes whose points all take about as long: one of them is measured and timed, and its value is thrown away.
 * A point that takes long is broken off: then its time so far is a lower bound.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function timedDuration(
  { points }: Plan,
  measure: (planned: PlannedPoint, pause: () => Promise<void>) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<Duration | undefined> {
  const [probe] = points;
  if (!probe) return undefined;
  const begun = performance.now();
  const limit = AbortSignal.timeout(longestProbe);
  const stopped = signal ? AbortSignal.any([signal, limit]) : limit;
  let isFinished = true;
  try {
    await measure(probe, () => pause(stopped));
  } catch (error) {
    if (!(error instanceof InterruptedError) || signal?.aborted) throw error;
    isFinished = false;
  }
  const each = (performance.now() - begun) / 1000;
  return {
    seconds: each * points.length,
    ...(isFinished ? { basis: { code: 'point-timed' } } : { basis: { code: 'point-timed-in-part' }, isLeast: true }),
  };
}
