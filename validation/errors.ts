/** The study cannot be measured as asked; the message says why, and what can be. */
export class NotMeasurableError extends Error {
  override readonly name = 'NotMeasurableError';
}

/** The run was stopped by its user; its points are kept, and the same call continues it. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** The engine stopped with an error; points measured before it are kept. */
export class EngineFailedError extends Error {
  override readonly name = 'EngineFailedError';
}

/** Another process runs in the same folder; the message names it. */
export class RunLockedError extends Error {
  override readonly name = 'RunLockedError';
}

/** The run's folder cannot be read or written; what was in it before is untouched. */
export class RunFolderError extends Error {
  override readonly name = 'RunFolderError';
}
