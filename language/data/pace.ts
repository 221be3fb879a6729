/** So many multiplications are done before others get their turn: about 20 ms. */
const turn = 1e7;

/** A measurement ends early because its file or its input has changed. */
export class NoLongerWantedError extends Error {
  override readonly name = 'NoLongerWantedError';
}

/** Counts the work of a long computation, so that it gives way to others in time and ends when nobody waits for it. */
export class Pace {
  private done = 0;

  /** @param isWanted false once the result is of no use. */
  constructor(private readonly isWanted: () => boolean = () => true) {}

  /** Counts multiplications. When it returns true, it is time to `rest`. */
  spend(multiplications: number): boolean {
    this.done += multiplications;
    return this.done > turn;
  }

  /**
   * Gives others their turn.
   * @throws NoLongerWantedError when the result is of no use any more.
   */
  async rest(): Promise<void> {
    this.done = 0;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!this.isWanted()) throw new NoLongerWantedError();
  }
}
