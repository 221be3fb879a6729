import { hasCore } from '../../core/core.js';
import { numericNetwork } from '../../network/network.js';
import { operationsPerSample } from '../../training/plan/operations.js';
import { pause } from '../../run/pause.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import type { EngineEvent } from '../../result.js';
import type { ChainPoint } from '../../training/sample/chains.js';
import { hasSampling, runChains } from '../../training/sample/chains.js';
import { pointEvents } from '../../training/sample/events.js';
import type { ChainRecords } from '../../training/sample/point.js';
import type { ChainTask } from './chain-worker.js';

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
  const tasks = plan.points
    .flatMap((planned, index) => (hasSampling(planned) && !done.has(index) ? [taskOf(index, planned, method)] : []))
    // The longest first, so that no core is left alone with it at the end.
    .sort((a, b) => b.work - a.work);
  const progress = new Shares(tasks, done.size, plan.points.length);
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
          const records = await run({ index, planned }, (share) => {
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

interface Task extends ChainTask {
  /** Operations of a chain, which its time goes with. */
  readonly work: number;
}

function taskOf(index: number, planned: ChainPoint, { readout }: LangevinMethod): Task {
  const { steps, samples } = planned.sampling;
  return { index, planned, work: steps * samples * operationsPerSample(numericNetwork(planned.network), readout) };
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
    tasks: readonly Task[],
    private done: number,
    private readonly of: number,
  ) {
    this.work = new Map(tasks.map(({ index, work }) => [index, work]));
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
