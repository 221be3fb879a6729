import { CalibrationFileError } from '../language/calibration/store.js';
import { ReasonedError } from '../validation/errors.js';
import { earlyEndOf, type EarlyEnd } from '../validation/request/early-end.js';
import { wordsOfError } from '../present/words/words.js';
import { tellEditor, type Ending } from './editor.js';
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
 * Tells the user how a command ended early, on stderr, tells the editor that started it, and returns the exit code. What is not the user's doing is named a
 * fault of archscale; ARCHSCALE_DEBUG=1 adds where it happened.
 */
export function endWith(error: unknown): number {
  process.stderr.write(`archscale: ${endingOf(error)}\n`);
  const isTold = tellEditor(endingFor(error));
  const expected = expectedEnd(error);
  // An editor shows every other exit code as a crash, and a run that its user stops is none.
  if (isTold && expected === ExitCode.interrupted) return ExitCode.success;
  if (expected !== undefined) return expected;
  const stack = error instanceof Error ? error.stack : undefined;
  if (process.env.ARCHSCALE_DEBUG === '1' && stack) process.stderr.write(`${stack}\n`);
  return ExitCode.engineFailed;
}

function endingFor(error: unknown): Ending {
  const end = earlyEndOf(error);
  const isCall = end === 'fault' && expectedEnd(error) !== undefined;
  const reason = error instanceof ReasonedError ? error.reason : undefined;
  return {
    kind: isCall ? 'call' : end,
    message: endingOf(error),
    ...(typeof reason === 'object' && { code: reason.code }),
  };
}

/** Why something ended early, for the user: never with a stack trace. */
export function endingOf(error: unknown): string {
  const message = wordsOfError(error);
  return expectedEnd(error) !== undefined ? message : `this is a fault of archscale, please report it: ${message}`;
}
