import { pause } from '../../run/pause.js';
import type { Plan } from '../../plan.js';
import type { EngineEvent, Point } from '../../result.js';
import { hasSampling } from '../../training/sample/chains.js';
import { balancedOrder } from '../../training/sample/order.js';
import { WorkProgress } from '../progress.js';
import { pointEvents } from '../../training/sample/events.js';
import type { ChainTask } from './chain-worker.js';
import type { TrainedMethod } from './trained-point.js';
import { trainedPoint, workOf } from './trained-point.js';
import { hasCore } from '../../core/core.js';

/** The version of the embedded engine; a new one gives other numbers from the same plan. */
export const version = '2';

/** What computes its chains, for `Engine.runtime`. */
export const chainsRuntime = (): { readonly chains: string } => ({ chains: hasCore() ? 'WebAssembly' : 'TypeScript' });

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
  const work = plan.points.map((planned) => (hasSampling(planned) ? workOf(planned, method) : 0));
  const tasks = balancedOrder(plan, (index) => work[index] ?? 0).flatMap((index): ChainTask[] => {
    const planned = plan.points[index];
    return planned && hasSampling(planned) && !done.has(index) ? [{ index, planned }] : [];
  });
  const progress = new WorkProgress(
    tasks.map(({ index, planned }) => ({
      index,
      group: String(planned.sizes[plan.sweep.variable]),
      work: work[index] ?? 0,
    })),
    done.size,
    plan.points.length,
  );
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
          progress.begin(index);
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
