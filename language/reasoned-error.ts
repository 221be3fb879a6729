import type { LanguageMessage } from './messages.js';

/** An error that is the user's to mend. Its reason is worded where it is shown; `message` is the reason's code. */
export class ReasonedError extends Error {
  /**
   * @param reason what is wrong and what to do.
   * @param options the error that caused this one.
   */
  constructor(
    readonly reason: LanguageMessage,
    options?: ErrorOptions,
  ) {
    super(reason.code, options);
  }
}
