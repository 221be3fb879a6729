import { CalibrationFileError } from '../language/calibration/store.js';
import { earlyEndOf, type EarlyEnd } from '../validation/request/early-end.js';
import { wordsOfError } from '../present/words/words.js';
import { ExitCode } from './exit-code.js';
import { FileHasErrors } from './file-has-errors.js';
import { WrongCall } from './wrong-call.js';

/** What can go wrong in a call without being a fault; each has a message for the user. */
const callEnds = [
  [WrongCall, ExitCode.wrongCall],
  [FileHasErrors, ExitCode.fileHasErrors],
  [CalibrationFileError, ExitCode.wrongCall],
] as const;

const validationEnds: Readonly<Record<Exclude<EarlyEnd, 'fault'>, ExitCode>> = {
  refused: ExitCode.wrongCall,
  interrupted: ExitCode.interrupted,
  failed: ExitCode.engineFailed,
};

/** The exit code of what is no fault. */
function expectedEnd(error: unknown): ExitCode | undefined {
  const end = earlyEndOf(error);
  return end === 'fault' ? callEnds.find(([kind]) => error instanceof kind)?.[1] : validationEnds[end];
}

/**
 * Tells the user how a command ended early, on stderr, and returns the exit code. What is not the user's doing is named a
 * fault of archscale; ARCHSCALE_DEBUG=1 adds where it happened.
 */
export function endWith(error: unknown): number {
  process.stderr.write(`archscale: ${endingOf(error)}\n`);
  const expected = expectedEnd(error);
  if (expected !== undefined) return expected;
  const stack = error instanceof Error ? error.stack : undefined;
  if (process.env.ARCHSCALE_DEBUG === '1' && stack) process.stderr.write(`${stack}\n`);
  return ExitCode.engineFailed;
}

/** Why something ended early, for the user: never with a stack trace. */
export function endingOf(error: unknown): string {
  const message = wordsOfError(error);
  return expectedEnd(error) !== undefined ? message : `this is a fault of archscale, please report it: ${message}`;
}
