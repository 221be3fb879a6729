import { pause } from '../../run/pause.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import type { EngineEvent } from '../../result.js';
import { hasSampling, runChains } from '../../training/sample/chains.js';
import { balancedOrder } from '../../training/sample/order.js';
import { operationsOf } from '../../training/plan/operations.js';
import { WorkProgress } from '../progress.js';
import { pointEvents } from '../../training/sample/events.js';
import type { ChainRecords } from '../../training/sample/point.js';
import type { ChainTask } from './chain-worker.js';
import { hasCore } from '../../core/core.js';

/** The version of the embedded engine; a new one gives other numbers from the same plan. */
export const version = '2';

/** What computes its chains, for `Engine.runtime`. */
export const chainsRuntime = (): { readonly chains: string } => ({ chains: hasCore() ? 'WebAssembly' : 'TypeScript' });

/** Runs the chains of one point somewhere. */
export type RunPoint = (task: ChainTask, onProgress: (share: number) => void) => Promise<ChainRecords>;

/** Something that runs the chains of points, one point after the other. */
export interface Runner {
  readonly run: RunPoint;
  readonly close: () => Promise<unknown>;
}

/**
 * Samples the chains of a plan with several runners at once. Runs wherever JavaScript does.
 * @param runnersFor makes the runners for so many points
 * @throws InterruptedError when a runner throws it.
 */
export async function sampleChainsWith(
  runnersFor: (points: number) => readonly Runner[],
  plan: Plan,
  method: LangevinMethod,
  done: ReadonlySet<number>,
  emit: (event: EngineEvent) => Promise<void>,
): Promise<void> {
  const work = plan.points.map((planned) => operationsOf({ points: [planned] }, method));
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
          const { index, planned } = task;
          progress.begin(index);
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

/** Runs chains in this thread. */
export function inThisThread(method: LangevinMethod, signal?: AbortSignal): Runner {
  return {
    run: ({ planned }, onProgress) =>
      runChains(planned, method, async (share) => {
        onProgress(share);
        await pause(signal);
      }),
    close: () => Promise.resolve(),
  };
}
