/** What the command line answers to its caller; the contract of every command. */
export const ExitCode = {
  /** Done, whatever the result says. */
  success: 0,
  /** The file has errors; they are on stderr, and in the JSON. */
  fileHasErrors: 1,
  /** A wrong call: an unknown option, a file that cannot be read, a study that is not there. */
  wrongCall: 2,
  /** Interrupted; the same call resumes. */
  interrupted: 3,
  /** The engine failed. */
  engineFailed: 4,
  /** Done in part: an imported model has more than the file that was written. */
  partial: 5,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
