import { CommanderError } from 'commander';
import {
  EngineFailedError,
  InterruptedError,
  NotMeasurableError,
  RunFolderError,
  RunLockedError,
} from '../validation/errors.js';
import { CalibrationFileError } from '../language/calibration/store.js';
import { wordsOfError } from '../present/words/words.js';
import { NotCalibratingError } from '../validation/measure/calibration.js';
import { ExitCode } from './exit-code.js';
import { FileHasErrors } from './file-has-errors.js';
import { WrongCall } from './wrong-call.js';

/** What can go wrong without being a fault; each has a message for the user. */
const expectedEnds = [
  [WrongCall, ExitCode.wrongCall],
  [FileHasErrors, ExitCode.fileHasErrors],
  [NotMeasurableError, ExitCode.wrongCall],
  [NotCalibratingError, ExitCode.wrongCall],
  [CalibrationFileError, ExitCode.wrongCall],
  [RunLockedError, ExitCode.wrongCall],
  [InterruptedError, ExitCode.interrupted],
  [RunFolderError, ExitCode.engineFailed],
  [EngineFailedError, ExitCode.engineFailed],
] as const;

/**
 * Tells the user how a command ended early, on stderr, and returns the exit code. What is not the user's doing is named a
 * fault of archscale; ARCHSCALE_DEBUG=1 adds where it happened.
 */
export function endWith(error: unknown): number {
  // Commander has written its own message by now.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.success : ExitCode.wrongCall;
  process.stderr.write(`archscale: ${endingOf(error)}\n`);
  const expected = expectedEnds.find(([kind]) => error instanceof kind);
  if (expected) return expected[1];
  const stack = error instanceof Error ? error.stack : undefined;
  if (process.env.ARCHSCALE_DEBUG === '1' && stack) process.stderr.write(`${stack}\n`);
  return ExitCode.engineFailed;
}

/** Why something ended early, for the user: never with a stack trace. */
export function endingOf(error: unknown): string {
  const message = wordsOfError(error);
  const isExpected = expectedEnds.some(([kind]) => error instanceof kind);
  return isExpected ? message : `this is a fault of archscale, please report it: ${message}`;
}
