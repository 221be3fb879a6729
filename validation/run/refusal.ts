import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { appendToOwnFile, makeOwnFolder, replaceOwnFile } from '../../language/files/run-files.js';
import { logLine } from './log-line.js';
import { resultOfRefusal, type Refusal } from './refused-result.js';
import { onDisk } from './storage.js';

/**
 * Keeps a run that ended before it had a plan, so that it is listed with its reason. Where the folder has an earlier run, that stays as it is, and its log says what happened.
 * @throws RunFolderError when the folder cannot be written.
 */
export async function recordRefusal(folder: string, refusal: Refusal): Promise<void> {
  await onDisk('make-run-folder', folder, () => makeOwnFolder(folder));
  const [plan, log, result] = ['plan.json', 'log.txt', 'result.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await onDisk('write-log', log, () => appendToOwnFile(log, logLine(refusal.logged)));
  const hasRun = await lstat(plan).then(
    () => true,
    () => false,
  );
  if (hasRun) return;
  await onDisk('write-result', result, () =>
    replaceOwnFile(result, `${JSON.stringify(resultOfRefusal(refusal), undefined, 2)}\n`),
  );
}
