import { stat } from 'node:fs/promises';
import { resultFile } from './result-file.js';
import { runFolders } from './search.js';

/**
 * The folder of the run whose result was written last.
 * @param roots the folders to look below
 */
export async function newestRun(roots: readonly string[]): Promise<string | undefined> {
  const runs = await runFolders(roots);
  const times = await Promise.all(
    runs.map(async (folder) => ({ folder, time: (await stat(resultFile(folder)).catch(() => undefined))?.mtimeMs })),
  );
  return times
    .filter(({ time }) => time !== undefined)
    .sort((a, b) => (b.time ?? 0) - (a.time ?? 0))
    .at(0)?.folder;
}
