/** A worker thread of the embedded engine: runs the chains of the points that it is sent, one point after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../../errors.js';
import type { MessageOrText } from '../../messages.js';
import type { LangevinMethod } from '../../plan.js';
import type { ChainPoint } from '../../training/sample/chains.js';
import { runChains } from '../../training/sample/chains.js';
import type { ChainRecords } from '../../training/sample/point.js';

/** What a worker is sent, and what it answers. */
export interface ChainTask {
  readonly index: number;
  readonly planned: ChainPoint;
}
export type ChainAnswer =
  | { readonly index: number; readonly share: number }
  | { readonly index: number; readonly records: ChainRecords }
  | { readonly index: number; readonly failure: MessageOrText };

const tellEvery = 500;

parentPort?.on('message', ({ index, planned }: ChainTask) => {
  const answer = (message: ChainAnswer): void => parentPort?.postMessage(message);
  let lastTold = performance.now();
  const method = workerData as LangevinMethod;
  const finished = runChains(planned, method, (share) => {
    if (performance.now() - lastTold < tellEvery) return;
    lastTold = performance.now();
    answer({ index, share });
  });
  finished.then(
    (records) => answer({ index, records }),
    (error: unknown) => answer({ index, failure: reasonOf(error) }),
  );
});
