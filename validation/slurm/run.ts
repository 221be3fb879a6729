import { setTimeout } from 'node:timers/promises';
import { EngineFailedError, InterruptedError } from '../errors.js';
import { PartFiles } from '../parts/folder.js';
import { naturalParts, partsOf } from '../parts/partition.js';
import type { Plan } from '../plan.js';
import type { RunMessage } from '../messages.js';
import type { EngineEvent } from '../result.js';
import { isPointEvent } from '../run/event-lines.js';
import { SlurmError } from './commands.js';
import { Jobs } from './job.js';
import { isActive, queuedParts, stateInAccounts, type QueuedPart } from './queue.js';
import type { SlurmSettings } from './settings.js';
import { PartWatch, type Next } from './watch.js';

/** Files are read this often, milliseconds. */
const glance = 500;
/** The queue is asked less and less often, because it serves many: milliseconds at first and at last. */
const firstQuestion = 1000;
const lastQuestion = 30_000;
/** A cluster that does not answer for so long, milliseconds, is given up. */
const longestSilence = 10 * 60_000;
/** What a call asks of the cluster. */
export interface Call {
  readonly plan: Plan;
  readonly folder: string;
  readonly settings: SlurmSettings;
  readonly work: readonly string[];
  readonly engine: string;
  readonly devices: Set<string>;
  readonly emit: (event: EngineEvent) => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** One call that has a cluster measure what is left of a run. */
export class SlurmRun {
  private readonly files: PartFiles;
  private readonly watch = new PartWatch();
  private readonly measured: Set<number>;
  /** The warnings that were passed on: each only once. */
  private readonly warned = new Set<string>();
  private readonly measuredBefore: number;
  /** When the first part was seen running. */
  private runningSince: number | undefined;
  private shown = '';

  constructor(
    private readonly call: Call,
    done: ReadonlySet<number>,
  ) {
    this.files = new PartFiles(call.folder);
    this.measured = new Set(done);
    this.measuredBefore = done.size;
  }

  /** Resolves when all points are measured; see Engine.run. */
  async finished(): Promise<void> {
    const { plan, folder, settings, work, engine, signal } = this.call;
    const count = settings.parts ?? naturalParts(plan);
    const jobs = await Jobs.of(folder, plan.study, settings, { work, engine, parts: count }, signal);
    try {
      await this.follow(jobs);
    } catch (error) {
      if (!(error instanceof InterruptedError) || !signal?.aborted) throw error;
      const { name } = jobs.record;
      throw new InterruptedError({ code: 'jobs-go-on', job: name });
    }
  }

  private async follow(jobs: Jobs): Promise<void> {
    const { plan, signal } = this.call;
    const parts = partsOf(plan, jobs.record.parts);
    const open = (): number[] =>
      [...parts.entries()].filter(([, indices]) => !indices.every((at) => this.measured.has(at))).map(([at]) => at + 1);
    await this.gather();
    this.watch.begin();
    let interval = firstQuestion;
    let askAt = 0;
    let heard = performance.now();
    while (open().length > 0) {
      if (performance.now() >= askAt) {
        const queue = await this.ask(jobs, heard);
        if (queue) heard = performance.now();
        // What a part wrote before it left the queue is in its file by now.
        await this.gather();
        const left = open();
        if (queue && left.length > 0) await this.act(jobs, queue, left);
        askAt = performance.now() + interval;
        interval = Math.min(interval * 1.5, lastQuestion);
      }
      await setTimeout(glance, undefined, signal ? { signal } : {}).catch(() => undefined);
      if (signal?.aborted) throw new InterruptedError();
      await this.gather();
    }
  }

  /** Takes up what the parts have written since it was last called. */
  private async gather(): Promise<void> {
    const { plan, emit, devices, signal } = this.call;
    let news = 0;
    for (const { part, event } of await this.files.next()) {
      this.watch.saw({ part, event });
      if (event.event === 'started') devices.add(event.device);
      if (event.event === 'warning' && !this.warned.has(event.message)) {
        this.warned.add(event.message);
        await emit(event);
      }
      if (!isPointEvent(event) || this.measured.has(event.index) || plan.points[event.index] === undefined) continue;
      if (signal?.aborted) throw new InterruptedError();
      this.measured.add(event.index);
      news++;
      await emit(event);
    }
    if (news > 0) await this.tellProgress();
  }

  private async tellProgress(): Promise<void> {
    const [done, of] = [this.measured.size, this.call.plan.points.length];
    const since = this.runningSince === undefined ? undefined : (performance.now() - this.runningSince) / 1000;
    const secondsLeft = since === undefined ? undefined : (since / (done - this.measuredBefore)) * (of - done);
    await this.call.emit({ event: 'progress', done, of, ...(secondsLeft === undefined ? {} : { secondsLeft }) });
  }

  /** What the cluster says of the parts; undefined when it does not answer this time. */
  private async ask(jobs: Jobs, heard: number): Promise<QueuedPart[] | undefined> {
    try {
      return await queuedParts(jobs.record.name, this.call.signal);
    } catch (error) {
      if (!(error instanceof SlurmError)) throw error;
      if (performance.now() - heard > longestSilence) {
        throw new EngineFailedError({ code: 'cluster-silent', reason: error.reason }, { cause: error });
      }
      const message: RunMessage = { code: 'cluster-asked-again', reason: error.reason };
      const mark = JSON.stringify(message);
      if (!this.warned.has(mark)) await this.call.emit({ event: 'warning', message });
      this.warned.add(mark);
      return undefined;
    }
  }

  /** Submits what has to be, and ends when nothing more can come. */
  private async act(jobs: Jobs, queue: readonly QueuedPart[], open: readonly number[]): Promise<void> {
    const { signal, emit } = this.call;
    const next = await this.watch.next(open, queue, (job, part) => stateInAccounts(job, part, signal));
    const submit = next.flatMap((one) => (one.kind === 'submit' ? [one] : []));
    for (const { part, because } of submit) {
      if (because === undefined) continue;
      await emit({ event: 'warning', message: { code: 'part-resubmitted', part, state: because } });
    }
    if (submit.length > 0) {
      const parts = submit.map(({ part }) => part);
      this.watch.submitted(parts, await jobs.submit(parts, signal));
    }
    await this.tellQueue(jobs, queue, submit.length);
    if (next.length === open.length && submit.length === 0) throw await endOf(next, jobs);
  }

  private async tellQueue(jobs: Jobs, queue: readonly QueuedPart[], submitted: number): Promise<void> {
    const active = queue.filter(isActive);
    const waiting = active.filter(({ state }) => state === 'PENDING');
    const running = active.length - waiting.length;
    if (running > 0) this.runningSince ??= performance.now();
    const reason = waiting[0]?.reason;
    const event = {
      event: 'queue',
      name: jobs.record.name,
      running,
      waiting: waiting.length + submitted,
      ...(reason === undefined || reason === 'None' ? {} : { reason }),
    } as const;
    const text = JSON.stringify(event);
    if (text !== this.shown) await this.call.emit(event);
    this.shown = text;
  }
}

/** Why nothing more can come of the parts that are left. */
async function endOf(next: readonly Next[], jobs: Jobs): Promise<Error> {
  const failed = next.find((one) => one.kind === 'failed');
  if (failed?.kind === 'failed') {
    if (failed.message !== undefined)
      return new EngineFailedError({ code: 'part-failed', part: failed.part, reason: failed.message });
    const { part, state } = failed;
    return new EngineFailedError({ code: 'part-fruitless', part, state, last: await jobs.lastLines(part) });
  }
  const job = next.find((one) => one.kind === 'cancelled')?.job ?? 0;
  return new InterruptedError({ code: 'job-cancelled', job });
}
