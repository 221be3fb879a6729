import { InterruptedError } from '../errors.js';

/** The time that a run may take: when it is up, the engine is stopped as if its user had done so, and the run ends with what it has. */
export class Clock {
  private readonly time: AbortSignal | undefined;
  private readonly ends: number;
  private isCut = false;
  /** Stops the engine: the user's, or that the time is up. */
  readonly signal: AbortSignal | undefined;

  /**
   * @param seconds undefined for a run that goes on to its end.
   * @param begun when the run began, by the clock of `performance`.
   */
  constructor(
    seconds: number | undefined,
    begun: number,
    private readonly byUser: AbortSignal | undefined,
  ) {
    this.ends = begun + 1000 * (seconds ?? Infinity);
    if (seconds !== undefined) this.time = AbortSignal.timeout(Math.max(0, Math.round(this.ends - performance.now())));
    const signals = [this.time, byUser].filter((signal) => signal !== undefined);
    this.signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
  }

  /** True when work was ended because the time was up. */
  get isUp(): boolean {
    return this.isCut;
  }

  /** Seconds until the time is up; infinite where there is no such time. */
  get left(): number {
    return Math.max(0, (this.ends - performance.now()) / 1000);
  }

  /**
   * Waits for work until the time is up.
   * @throws InterruptedError when the user stopped it; whatever else the work throws.
   */
  async end(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.isCut = error instanceof InterruptedError && this.time?.aborted === true && this.byUser?.aborted !== true;
      if (!this.isCut) throw error;
    }
  }
}
