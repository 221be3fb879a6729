import type { ValidationMessage } from './messages.js';

/** A validation that ends early. `message` is the code of its reason, for logs; the words of `reason` are for people (present/words). */
export abstract class ReasonedError extends Error {
  /** @param reason why it ends; text where it comes from another program. */
  constructor(
    readonly reason: ValidationMessage | string,
    options?: ErrorOptions,
  ) {
    super(typeof reason === 'string' ? reason : reason.code, options);
  }
}

/** The study cannot be measured as asked; the reason says why, and what can be. */
export class NotMeasurableError extends ReasonedError {
  override readonly name = 'NotMeasurableError';
}

/** The study depends on an error in its file. */
export class BrokenStudyError extends ReasonedError {
  override readonly name = 'BrokenStudyError';
}

/** The run was stopped by its user; its points are kept, and the same call continues it. */
export class InterruptedError extends ReasonedError {
  override readonly name = 'InterruptedError';

  constructor(reason: ValidationMessage | string = { code: 'interrupted' }, options?: ErrorOptions) {
    super(reason, options);
  }
}

/** The engine stopped with an error; points measured before it are kept. */
export class EngineFailedError extends ReasonedError {
  override readonly name = 'EngineFailedError';
}

/** Another process runs in the same folder; the reason names it. */
export class RunLockedError extends ReasonedError {
  override readonly name = 'RunLockedError';
}

/** The run's folder cannot be read or written; what was in it before is untouched. */
export class RunFolderError extends ReasonedError {
  override readonly name = 'RunFolderError';
}

/** What some work gives; nothing where it finds that the study cannot be measured so. */
export async function measurable<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotMeasurableError) return undefined;
    throw error;
  }
}

/** Why something ended, of whatever was thrown. */
export function reasonOf(error: unknown): ValidationMessage | string {
  if (error instanceof ReasonedError) return error.reason;
  return error instanceof Error ? error.message : String(error);
}
