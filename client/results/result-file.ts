import { Uri, workspace } from 'vscode';
import { asResult } from '../../present/report/reading.js';
import type { ValidationResult } from '../../validation/result.js';

/** How often a result that is shown is looked at, in milliseconds. */
const interval = 500;

/** The result file of a run's folder. */
const resultFile = (folder: Uri): Uri => Uri.joinPath(folder, 'result.json');

/**
 * The result of a run, wherever the workspace lies.
 * @returns undefined when there is none yet, or what is there is not a result
 */
export async function resultIn(folder: Uri): Promise<ValidationResult | undefined> {
  try {
    return asResult(new TextDecoder().decode(await workspace.fs.readFile(resultFile(folder))));
  } catch {
    return undefined;
  }
}

/**
 * Calls back whenever the result of a run is written, replaced or removed, whoever does it, also when it does not exist yet, and
 * whenever the run begins or ends.
 * Polls, because a file that is replaced in a folder that does not exist yet has no notification of its own.
 * @returns ends the watch
 */
export function followResult(
  folder: Uri,
  onChange: () => void,
  isRunning: () => Promise<boolean> = () => Promise.resolve(false),
): () => void {
  const file = resultFile(folder);
  let seen: string | undefined;
  let timer: ReturnType<typeof setTimeout>;
  let ended = false;
  const look = async (): Promise<void> => {
    const found = `${await stampOf(file)} ${await isRunning()}`;
    if (ended) return;
    if (seen !== undefined && found !== seen) onChange();
    seen = found;
    timer = setTimeout(() => void look(), interval);
  };
  void look();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

async function stampOf(file: Uri): Promise<string> {
  try {
    const { mtime, size } = await workspace.fs.stat(file);
    return `${mtime} ${size}`;
  } catch {
    return 'none';
  }
}
