/** A worker thread of the embedded engine: measures the points that it is sent, by chains or by descent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../../errors.js';
import type { MessageOrText } from '../../messages.js';
import type { Point } from '../../result.js';
import type { ChainPoint } from '../../training/sample/chains.js';
import type { TrainedMethod } from './trained-point.js';
import { trainedPoint } from './trained-point.js';

/** What a worker is sent, and what it answers. */
export interface ChainTask {
  readonly index: number;
  readonly planned: ChainPoint;
}
export type ChainAnswer =
  | { readonly index: number; readonly share: number }
  | { readonly index: number; readonly point: Point }
  | { readonly index: number; readonly failure: MessageOrText };

const tellEvery = 500;

parentPort?.on('message', ({ index, planned }: ChainTask) => {
  const answer = (message: ChainAnswer): void => parentPort?.postMessage(message);
  let lastTold = performance.now();
  const method = workerData as TrainedMethod;
  const finished = trainedPoint(planned, method, (share) => {
    if (performance.now() - lastTold < tellEvery) return;
    lastTold = performance.now();
    answer({ index, share });
  });
  finished.then(
    (point) => answer({ index, point }),
    (error: unknown) => answer({ index, failure: reasonOf(error) }),
  );
});
