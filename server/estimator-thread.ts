import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EstimateOutcome } from '../present/views/estimated.js';
import type { EstimateAnswer, EstimateTask } from '../protocol/estimates.js';
import { packedStudy } from '../theory/packed-study.js';
import type { Study } from '../theory/study.js';
import { estimateTooLong, longestEstimate, type Estimator } from './estimator.js';

/** Makes estimates in a thread of its own, which runs while some are wanted. */
export class EstimatorThread implements Estimator {
  private worker: Worker | undefined;

  estimate(study: Study, folder: string | undefined, signal: AbortSignal): Promise<EstimateOutcome | undefined> {
    const worker = (this.worker ??= started());
    return new Promise((resolve) => {
      const end = (outcome: EstimateOutcome | undefined): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', fail);
        worker.off('message', hear).off('error', fail).off('exit', fail);
        resolve(outcome);
      };
      const hear = ({ outcome }: EstimateAnswer): void => end(outcome);
      const breakOff = (outcome?: EstimateOutcome): void => {
        this.rest();
        end(outcome);
      };
      const fail = (): void => breakOff();
      const timer = setTimeout(() => breakOff(estimateTooLong), longestEstimate * 1000);
      worker.on('message', hear).on('error', fail).on('exit', fail);
      signal.addEventListener('abort', fail);
      const task: EstimateTask = { study: packedStudy(study), ...(folder !== undefined && { folder }) };
      if (signal.aborted) fail();
      else worker.postMessage(task);
    });
  }

  rest(): void {
    // Its end is not waited for: the next question starts another.
    void this.worker?.terminate();
    this.worker = undefined;
  }
}

/** A thread of the script that is shipped beside the bundle of the server; it does not keep the process alive. */
function started(): Worker {
  // What it would print must not come between the messages to the editor.
  const worker = new Worker(join(__dirname, 'estimate-worker.cjs'), { stdout: true, stderr: true });
  worker.unref();
  return worker;
}
