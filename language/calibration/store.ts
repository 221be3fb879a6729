import { URI } from 'langium';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RegularFiles } from '../regular-files.js';
import { replaceFile } from '../replace-file.js';
import { calibrationsBeside, calibrationUri } from './beside.js';
import { writtenCalibrations, type KeptCalibrations } from './format.js';

/** A calibration file that cannot be read or written. The message names it and says what to do. */
export class CalibrationFileError extends Error {
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
  const path = calibrationPath(file);
  throw new CalibrationFileError(`${path} cannot be used: ${beside.broken}. Correct it, or delete it, and call again.`);
}

/** The prefactors that are kept for the studies of a file; none where the file that keeps them is broken. */
export function keptBeside(file: string): KeptCalibrations {
  const beside = calibrationsBeside(URI.file(resolve(file)), new RegularFiles());
  return beside.kept ?? new Map();
}

/**
 * Replaces the calibration file of a file in one step; without prefactors it is taken away.
 * @throws CalibrationFileError when it cannot be written; the old file stays.
 */
export async function writeCalibrationFile(file: string, kept: KeptCalibrations): Promise<void> {
  const path = calibrationPath(file);
  try {
    if ([...kept.values()].every((entries) => entries.length === 0)) await rm(path, { force: true });
    else await replaceFile(path, writtenCalibrations(kept));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CalibrationFileError(`${path} cannot be written: ${reason}.`, { cause: error });
  }
}
