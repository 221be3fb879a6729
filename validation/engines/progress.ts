/** A part of a run by what it is expected to take. */
export interface Work {
  readonly index: number;
  /** Parts of one group take the same time for the same work. */
  readonly group: string;
  /** In any unit, the same for all. */
  readonly work: number;
}

/** What is known of the speed of a group. */
interface Pace {
  /** Work that is done, of all its parts together. */
  done: number;
  /** Time that its parts took for it, in seconds. */
  seconds: number;
}

/**
 * How far a run is, and how long the rest takes: the work of each part that is left at the speed that its group was seen to have, or that of all where nothing of the
 * group was seen, over the number of parts that run at once; no shorter than the longest part.
 */
export class WorkProgress {
  private readonly parts: ReadonlyMap<number, Work>;
  private readonly shares = new Map<number, number>();
  private readonly begun = new Map<number, number>();
  private readonly paces = new Map<string, Pace>();
  /** When progress was last told of, by the clock of `performance`. */
  private lastTold = 0;
  private atOnce = 1;

  constructor(
    parts: readonly Work[],
    private done: number,
    private readonly of: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.parts = new Map(parts.map((part) => [part.index, part]));
  }

  /** A part begins. */
  begin(index: number): void {
    this.begun.set(index, this.now());
    this.shares.set(index, 0);
    this.atOnce = Math.max(this.atOnce, this.begun.size);
  }

  /** A part is so far, from 0 to 1. */
  set(index: number, share: number): void {
    this.shares.set(index, share);
  }

  /** A part is done. */
  finish(index: number): void {
    const part = this.parts.get(index);
    const from = this.begun.get(index);
    if (part && from !== undefined) {
      const pace = this.paces.get(part.group) ?? { done: 0, seconds: 0 };
      pace.done += part.work;
      pace.seconds += (this.now() - from) / 1000;
      this.paces.set(part.group, pace);
    }
    this.begun.delete(index);
    this.shares.set(index, 1);
    this.done++;
  }

  /** True once a second. */
  isDue(): boolean {
    if (this.now() - this.lastTold < 1000) return false;
    this.lastTold = this.now();
    return true;
  }

  /** Without the time left until something is known of any speed. */
  state(): { readonly done: number; readonly of: number; readonly secondsLeft?: number } {
    const overall = this.overallPace();
    if (overall.done === 0) return { done: this.done, of: this.of };
    let [seconds, longest] = [0, 0];
    for (const { index, group, work } of this.parts.values()) {
      const left = work * (1 - (this.shares.get(index) ?? 0));
      const pace = this.paces.get(group) ?? this.paceOfRunning(group) ?? overall;
      const needed = (left * pace.seconds) / pace.done;
      seconds += needed;
      longest = Math.max(longest, needed);
    }
    return { done: this.done, of: this.of, secondsLeft: Math.max(seconds / this.atOnce, longest) };
  }

  private overallPace(): Pace {
    const all = { done: 0, seconds: 0 };
    for (const group of new Set([...this.parts.values()].map((part) => part.group))) {
      const pace = this.paces.get(group) ?? this.paceOfRunning(group);
      all.done += pace?.done ?? 0;
      all.seconds += pace?.seconds ?? 0;
    }
    return all;
  }

  /** The speed of the parts of a group that are not done. */
  private paceOfRunning(group: string): Pace | undefined {
    const pace = { done: 0, seconds: 0 };
    for (const [index, from] of this.begun) {
      const part = this.parts.get(index);
      const share = this.shares.get(index) ?? 0;
      if (part?.group !== group || share === 0) continue;
      pace.done += share * part.work;
      pace.seconds += (this.now() - from) / 1000;
    }
    return pace.done > 0 ? pace : undefined;
  }
}
