import type { MessageOrText } from '../messages.js';
import type { PartEvent } from '../parts/folder.js';
import { isActive, type QueuedPart } from './queue.js';

/** What is known of a part that still has points to be measured. */
interface Watched {
  /** The job arrays in which it was seen or submitted during this call. */
  readonly jobs: Set<number>;
  /** How many points of it were there when it was last submitted. */
  pointsThen: number;
  points: number;
  /** How often in a row it was submitted and ended without a point. */
  fruitless: number;
  /** What it said when it failed. */
  failure: string | undefined;
}

/** What to do with a part that is not on the cluster and not done. */
export type Next =
  | { readonly kind: 'submit'; readonly part: number; readonly because?: MessageOrText }
  | { readonly kind: 'cancelled'; readonly part: number; readonly job: number }
  | { readonly kind: 'failed'; readonly part: number; readonly message?: string; readonly state: MessageOrText };

/** So often in a row may a part end without having measured anything before it is given up. */
const mostFruitless = 3;

/** Decides which parts are to be submitted, again or at all, from what their files and the queue say. */
export class PartWatch {
  private readonly parts = new Map<number, Watched>();

  /** Takes note of what a part wrote into its file. */
  saw({ part, event }: PartEvent): void {
    const watched = this.of(part);
    if (event.event === 'point') watched.points++;
    if (event.event === 'failed') watched.failure = event.message;
    if (event.event === 'started') watched.failure = undefined;
  }

  /** From now on failures count: those that earlier calls left are no reason not to try again. */
  begin(): void {
    for (const watched of this.parts.values()) watched.failure = undefined;
  }

  /** Takes note of a submission. */
  submitted(parts: readonly number[], job: number): void {
    for (const part of parts) {
      const watched = this.of(part);
      watched.fruitless = watched.jobs.size > 0 && watched.points === watched.pointsThen ? watched.fruitless + 1 : 0;
      watched.pointsThen = watched.points;
      watched.failure = undefined;
      watched.jobs.add(job);
    }
  }

  /**
   * What is to be done about the parts that are not done.
   * @param open the numbers of the parts that have points to be measured, by their files.
   * @param queue what the cluster said before those files were read.
   * @param forgotten how a part ended that the queue no longer knows.
   * @returns nothing for parts that are on the cluster.
   */
  async next(
    open: readonly number[],
    queue: readonly QueuedPart[],
    forgotten: (job: number, part: number) => Promise<string | undefined>,
  ): Promise<Next[]> {
    for (const queued of queue) if (isActive(queued)) this.of(queued.part).jobs.add(queued.job);
    const idle = open.filter((number) => !queue.some((queued) => queued.part === number && isActive(queued)));
    return Promise.all(idle.map((part) => this.nextOf(part, queue, forgotten)));
  }

  private async nextOf(
    part: number,
    queue: readonly QueuedPart[],
    forgotten: (job: number, part: number) => Promise<string | undefined>,
  ): Promise<Next> {
    const watched = this.of(part);
    if (watched.jobs.size === 0) return { kind: 'submit', part };
    const job = Math.max(...watched.jobs);
    const inQueue = queue.find((queued) => queued.part === part && queued.job === job)?.state;
    const state = inQueue ?? (await forgotten(job, part)) ?? ({ code: 'left-queue' } as const);
    if (typeof state === 'string' && state.startsWith('CANCELLED')) return { kind: 'cancelled', part, job };
    if (watched.failure !== undefined) return { kind: 'failed', part, message: watched.failure, state };
    const isFruitless = watched.points === watched.pointsThen && watched.fruitless + 1 >= mostFruitless;
    return isFruitless ? { kind: 'failed', part, state } : { kind: 'submit', part, because: state };
  }

  private of(part: number): Watched {
    const watched = this.parts.get(part) ?? {
      jobs: new Set(),
      pointsThen: 0,
      points: 0,
      fruitless: 0,
      failure: undefined,
    };
    this.parts.set(part, watched);
    return watched;
  }
}
