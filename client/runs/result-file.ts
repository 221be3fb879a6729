import { unwatchFile, watchFile } from 'node:fs';
import path from 'node:path';
import { readOwnText } from '../../language/files/run-files.js';
import { asResult } from '../../present/report/reading.js';
import type { ValidationResult } from '../../validation/result.js';

/** The result file of a run's folder. */
export const resultFile = (folder: string): string => path.join(folder, 'result.json');

/**
 * The result of a run.
 * @returns undefined when there is none yet, or what is there is not a result
 */
export async function readResult(folder: string): Promise<ValidationResult | undefined> {
  try {
    return asResult(await readOwnText(resultFile(folder)));
  } catch {
    return undefined;
  }
}

/**
 * Calls back whenever a file is written, replaced or removed, whoever does it, also when it does not exist yet.
 * Polls, because a file that is replaced in a folder that does not exist yet has no notification of its own.
 * @returns ends the watch
 */
export function followFile(file: string, onChange: () => void): () => void {
  const listener = () => onChange();
  watchFile(file, { interval: 300 }, listener);
  return () => unwatchFile(file, listener);
}
