/**
 * Questions of one kind: at most one is on its way, and at most one is sent in a frame. While it is on its way only the
 * newest waits, so that answers keep up with the hand.
 */
export class Questions<Question> {
  private number = 0;
  private waiting: { readonly question: Question } | undefined;
  private isOnItsWay = false;
  private isScheduled = false;

  /** @param nextFrame calls back before the next frame is drawn */
  constructor(
    private readonly send: (number: number, question: Question) => void,
    private readonly nextFrame: (callback: () => void) => void,
  ) {}

  /** Asks; a question that is still waiting is forgotten. */
  ask(question: Question): void {
    this.waiting = { question };
    this.schedule();
  }

  /** Takes note of an answer. False when it is to an older question than the last that was sent: it is stale. */
  isAnswer(number: number): boolean {
    if (number !== this.number) return false;
    this.isOnItsWay = false;
    this.schedule();
    return true;
  }

  /** True when nothing is on its way and nothing waits: what was answered last is what was asked last. */
  get isSettled(): boolean {
    return !this.isOnItsWay && !this.waiting;
  }

  private schedule(): void {
    if (!this.waiting || this.isOnItsWay || this.isScheduled) return;
    this.isScheduled = true;
    this.nextFrame(() => {
      this.isScheduled = false;
      const { waiting } = this;
      if (!waiting || this.isOnItsWay) return;
      this.waiting = undefined;
      this.isOnItsWay = true;
      this.send(++this.number, waiting.question);
    });
  }
}
