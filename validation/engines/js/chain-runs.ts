import { pause } from '../../run/pause.js';
import type { Plan } from '../../plan.js';
import type { EngineEvent, Point } from '../../result.js';
import { hasSampling } from '../../training/sample/chains.js';
import { pointEvents } from '../../training/sample/events.js';
import type { ChainTask } from './chain-worker.js';
import type { TrainedMethod } from './trained-point.js';
import { trainedPoint, workOf } from './trained-point.js';

/** Measures one point somewhere. */
export type RunPoint = (task: ChainTask, onProgress: (share: number) => void) => Promise<Point>;

/** Something that measures points, one after the other. */
export interface Runner {
  readonly run: RunPoint;
  readonly close: () => Promise<unknown>;
}

/**
 * Measures the points of a plan that trains networks with several runners at once. Runs wherever JavaScript does.
 * @param runnersFor makes the runners for so many points
 * @throws InterruptedError when a runner throws it.
 */
export async function sampleChainsWith(
  runnersFor: (points: number) => readonly Runner[],
  plan: Plan,
  method: TrainedMethod,
  done: ReadonlySet<number>,
  emit: (event: EngineEvent) => Promise<void>,
): Promise<void> {
  const tasks = plan.points
    .flatMap((planned, index) => (hasSampling(planned) && !done.has(index) ? [{ index, planned }] : []))
    // The longest first, so that no core is left alone with it at the end.
    .sort((a, b) => workOf(b.planned, method) - workOf(a.planned, method));
  const progress = new Shares(tasks, method, done.size, plan.points.length);
  const runners = runnersFor(tasks.length);
  let queue: Promise<void> = Promise.resolve();
  const tell = (events: readonly EngineEvent[]): Promise<void> =>
    (queue = queue.then(async () => {
      for (const event of events) await emit(event);
    }));
  try {
    await Promise.all(
      runners.map(async ({ run }) => {
        for (let task = tasks.shift(); task; task = tasks.shift()) {
          const { index } = task;
          const point = await run(task, (share) => {
            progress.set(index, share);
            if (progress.isDue()) void tell([{ event: 'progress', ...progress.state() }]).catch(() => undefined);
          });
          progress.finish(index);
          await tell(pointEvents(index, point, progress.state()));
        }
      }),
    );
  } finally {
    await Promise.all(runners.map(({ close }) => close()));
  }
}

/** How far the points are, and how long the rest will take. */
class Shares {
  private readonly begun = performance.now();
  private readonly work: ReadonlyMap<number, number>;
  private readonly total: number;
  private readonly shares = new Map<number, number>();
  /** When progress was last told of, by the clock of `performance`. */
  private lastTold = 0;

  constructor(
    tasks: readonly ChainTask[],
    method: TrainedMethod,
    private done: number,
    private readonly of: number,
  ) {
    this.work = new Map(tasks.map((task) => [task.index, workOf(task.planned, method)]));
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
    if (performance.now() - this.lastTold < 1000) return false;
    this.lastTold = performance.now();
    return true;
  }

  state(): { readonly done: number; readonly of: number; readonly secondsLeft: number } {
    const share =
      [...this.shares].reduce((sum, [index, one]) => sum + one * (this.work.get(index) ?? 0), 0) / this.total;
    const seconds = (performance.now() - this.begun) / 1000;
    return { done: this.done, of: this.of, secondsLeft: (seconds / share) * (1 - share) };
  }
}

/** Measures points in this thread. */
export function inThisThread(method: TrainedMethod, signal?: AbortSignal): Runner {
  return {
    run: ({ planned }, onProgress) =>
      trainedPoint(planned, method, async (share) => {
        onProgress(share);
        await pause(signal);
      }),
    close: () => Promise.resolve(),
  };
}
