/** A worker thread that estimates P* of the studies that it is sent, one after the other. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { unpackedStudy } from '../../theory/packed-study.js';
import { estimateOutcome, type EstimateAnswer, type EstimateOutcome, type EstimateTask } from './outcome.js';
import { keepEstimate, keptEstimates } from './store.js';

// Keystrokes come first. On Linux this is the priority of the calling thread; elsewhere it would be that of the language server.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on('message', (task: EstimateTask) => {
  const answer = (outcome: EstimateOutcome | undefined): void =>
    parentPort?.postMessage({ outcome } satisfies EstimateAnswer);
  // The thread is ended from outside, in the middle of its work.
  answered(task, () => Promise.resolve()).then(answer, () => answer(undefined));
});

async function answered(task: EstimateTask, pause: () => Promise<void>): Promise<EstimateOutcome | undefined> {
  const { folder } = task;
  const study = unpackedStudy(task.study);
  const kept = folder === undefined ? undefined : (await keptEstimates(folder)).of(study);
  if (kept) return { kind: 'estimated', estimate: kept };
  const outcome = await estimateOutcome(study, pause);
  if (folder !== undefined && outcome?.kind === 'estimated')
    // A folder that cannot be written to keeps nothing: the estimate is shown all the same.
    await keepEstimate(folder, study, outcome.estimate).catch(() => undefined);
  return outcome;
}
