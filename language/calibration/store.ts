import { URI } from 'langium';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Wording } from '../../theory/message.js';
import type { LanguageMessage } from '../messages.js';
import { ReasonedError } from '../reasoned-error.js';
import { RegularFiles } from '../files/regular-files.js';
import { replaceOwnFile } from '../files/run-files.js';
import { calibrationsBeside, calibrationUri } from './beside.js';
import { calibrationsText, type KeptCalibrations } from './format.js';

/** A calibration file that cannot be read or written. The reason names it and says what to do. */
export class CalibrationFileError extends ReasonedError {
  override readonly name = 'CalibrationFileError';
}

/** The path of the calibration file of an .arch file. */
export function calibrationPath(file: string): string {
  return calibrationUri(URI.file(resolve(file))).fsPath;
}

/**
 * The prefactors that are kept for the studies of a file.
 * @throws CalibrationFileError when the file is there and is broken.
 */
export function readCalibrationFile(file: string): KeptCalibrations {
  const beside = calibrationsBeside(URI.file(resolve(file)), new RegularFiles());
  if (beside.kept) return beside.kept;
  const reason = beside.broken;
  throw new CalibrationFileError({ code: 'calibration-file-unusable', path: calibrationPath(file), reason });
}

/** The prefactors that are kept for the studies of a file; none where the file that keeps them is broken. */
export function keptBeside(file: string): KeptCalibrations {
  const beside = calibrationsBeside(URI.file(resolve(file)), new RegularFiles());
  return beside.kept ?? new Map();
}

/**
 * Replaces the calibration file of a file in one step; without prefactors it is taken away.
 * @param wording the words in which the file says what it is.
 * @throws CalibrationFileError when it cannot be written; the old file stays.
 */
export async function writeCalibrationFile(
  file: string,
  kept: KeptCalibrations,
  wording: Wording<LanguageMessage>,
): Promise<void> {
  const path = calibrationPath(file);
  try {
    if ([...kept.values()].every((entries) => entries.length === 0)) await rm(path, { force: true });
    else await replaceOwnFile(path, calibrationsText(kept, wording));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CalibrationFileError({ code: 'calibration-file-not-writable', path, problem }, { cause: error });
  }
}
