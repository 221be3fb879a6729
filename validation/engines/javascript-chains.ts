import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { EngineFailedError, InterruptedError } from '../errors.js';
import { pause } from '../pause.js';
import type { LangevinMethod, Plan } from '../plan.js';
import type { RunEvent } from '../result.js';
import type { ChainPoint } from '../training/chains.js';
import { hasSampling, runChains } from '../training/chains.js';
import { pointEvents } from '../training/events.js';
import type { ChainRecords } from '../training/point.js';
import { shippedFile } from './beside.js';
import type { ChainAnswer, ChainTask } from './chain-worker.js';

/** Runs the chains of one point somewhere. */
type RunPoint = (task: ChainTask, told: (share: number) => void) => Promise<ChainRecords>;

/** Steps times samples times weights: what the time of a point goes with. */
const workOf = ({ sampling }: ChainPoint, weights: number): number => sampling.steps * sampling.samples * weights;

/**
 * Samples the chains of a plan in worker threads, one a core; where their file is not shipped, in this thread.
 * @throws InterruptedError within two seconds of the signal.
 */
export async function sampleChains(
  plan: Plan,
  method: LangevinMethod,
  done: ReadonlySet<number>,
  emit: (event: RunEvent) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const tasks = plan.points
    .flatMap((planned, index) => (hasSampling(planned) && !done.has(index) ? [{ index, planned }] : []))
    // The longest first, so that no core is left alone with it at the end.
    .sort((a, b) => taskWork(b) - taskWork(a));
  const progress = new Shares(tasks, done.size, plan.points.length);
  const script = shippedFile('chain-worker.cjs');
  const count = script === undefined ? 1 : Math.min(availableParallelism(), tasks.length);
  const runners = Array.from({ length: count }, () =>
    script === undefined ? inThisThread(method, signal) : inWorker(script, method, signal),
  );
  let queue: Promise<void> = Promise.resolve();
  const tell = (events: readonly RunEvent[]): Promise<void> =>
    (queue = queue.then(async () => {
      for (const event of events) await emit(event);
    }));
  try {
    await Promise.all(
      runners.map(async ({ run }) => {
        for (let task = tasks.shift(); task; task = tasks.shift()) {
          const { index, planned } = task;
          const records = await run(task, (share) => {
            progress.set(index, share);
            if (progress.isDue()) void tell([{ event: 'progress', ...progress.state() }]).catch(() => undefined);
          });
          progress.finish(index);
          await tell(pointEvents({ index, planned, method, records }, progress.state()));
        }
      }),
    );
  } finally {
    await Promise.all(runners.map(({ close }) => close()));
  }
}

const taskWork = ({ planned }: ChainTask): number =>
  workOf(
    planned,
    Object.values(planned.sizes).reduce((product, size) => product * size, 1),
  );

/** How far the points are, and how long the rest will take. */
class Shares {
  private readonly begun = performance.now();
  private readonly work: ReadonlyMap<number, number>;
  private readonly total: number;
  private readonly shares = new Map<number, number>();
  private told = 0;

  constructor(
    tasks: readonly ChainTask[],
    private done: number,
    private readonly of: number,
  ) {
    this.work = new Map(tasks.map((task) => [task.index, taskWork(task)]));
    this.total = [...this.work.values()].reduce((sum, one) => sum + one, 0);
  }

  set(index: number, share: number): void {
    this.shares.set(index, share);
  }

  finish(index: number): void {
    this.set(index, 1);
    this.done++;
  }

  /** True once a second. */
  isDue(): boolean {
    if (performance.now() - this.told < 1000) return false;
    this.told = performance.now();
    return true;
  }

  state(): { readonly done: number; readonly of: number; readonly secondsLeft: number } {
    const share =
      [...this.shares].reduce((sum, [index, one]) => sum + one * (this.work.get(index) ?? 0), 0) / this.total;
    const seconds = (performance.now() - this.begun) / 1000;
    return { done: this.done, of: this.of, secondsLeft: (seconds / share) * (1 - share) };
  }
}

interface Runner {
  readonly run: RunPoint;
  readonly close: () => Promise<unknown>;
}

function inThisThread(method: LangevinMethod, signal?: AbortSignal): Runner {
  return {
    run: ({ planned }, told) =>
      runChains(planned, method, async (share) => {
        told(share);
        await pause(signal);
      }),
    close: () => Promise.resolve(),
  };
}

/** A worker thread; the signal ends it in the middle of its work. */
function inWorker(script: string, method: LangevinMethod, signal?: AbortSignal): Runner {
  const worker = new Worker(script, { workerData: method });
  const run: RunPoint = (task, told) =>
    new Promise((resolve, reject) => {
      const stop = (): void => end(() => reject(interrupted()));
      const fail = (error: Error): void =>
        end(() => reject(new EngineFailedError(`A worker failed: ${error.message}`)));
      const left = (): void => fail(new Error('it ended early'));
      const hear = (answer: ChainAnswer): void => {
        if ('share' in answer) told(answer.share);
        else if ('records' in answer) end(() => resolve(answer.records));
        else fail(new Error(answer.failure));
      };
      const end = (settle: () => void): void => {
        signal?.removeEventListener('abort', stop);
        worker.off('message', hear).off('error', fail).off('exit', left);
        settle();
      };
      worker.on('message', hear).on('error', fail).on('exit', left);
      signal?.addEventListener('abort', stop);
      if (signal?.aborted) stop();
      else worker.postMessage(task);
    });
  return { run, close: () => worker.terminate() };
}

const interrupted = (): InterruptedError =>
  new InterruptedError('The run was interrupted; the same call continues it.');
