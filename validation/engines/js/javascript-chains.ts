import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { EngineFailedError, InterruptedError } from '../../errors.js';
import type { MessageOrText } from '../../messages.js';
import type { Plan } from '../../plan.js';
import type { EngineEvent } from '../../result.js';
import { shippedFile } from '../beside.js';
import { inThisThread, sampleChainsWith, type Runner, type RunPoint } from './chain-runs.js';
import type { ChainAnswer } from './chain-worker.js';
import type { TrainedMethod } from './trained-point.js';

/**
 * Measures the points of a plan that trains networks in worker threads, one a core; where their file is not shipped, in this thread.
 * @throws InterruptedError within two seconds of the signal.
 */
export function sampleChains(
  plan: Plan,
  method: TrainedMethod,
  done: ReadonlySet<number>,
  emit: (event: EngineEvent) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const script = shippedFile('chain-worker.cjs');
  const runnersFor = (points: number): Runner[] =>
    script === undefined
      ? [inThisThread(method, signal)]
      : Array.from({ length: Math.min(availableParallelism(), points) }, () => inWorker(script, method, signal));
  return sampleChainsWith(runnersFor, plan, method, done, emit);
}

/** A worker thread; the signal ends it in the middle of its work. */
function inWorker(script: string, method: TrainedMethod, signal?: AbortSignal): Runner {
  const worker = new Worker(script, { workerData: method });
  const run: RunPoint = (task, onProgress) =>
    new Promise((resolve, reject) => {
      const stop = (): void => end(() => reject(new InterruptedError()));
      const fail = (reason: MessageOrText): void =>
        end(() => reject(new EngineFailedError({ code: 'worker-failed', reason })));
      const crash = (error: Error): void => fail(error.message);
      const left = (): void => fail({ code: 'worker-ended' });
      const hear = (answer: ChainAnswer): void => {
        if ('share' in answer) onProgress(answer.share);
        else if ('point' in answer) end(() => resolve(answer.point));
        else fail(answer.failure);
      };
      const end = (settle: () => void): void => {
        signal?.removeEventListener('abort', stop);
        worker.off('message', hear).off('error', crash).off('exit', left);
        settle();
      };
      worker.on('message', hear).on('error', crash).on('exit', left);
      signal?.addEventListener('abort', stop);
      if (signal?.aborted) stop();
      else worker.postMessage(task);
    });
  return { run, close: () => worker.terminate() };
}
