import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { resultFile } from './result-file.js';
import { runsFolderName } from './run.js';

const notSearched = new Set(['node_modules', '.git', 'dist']);

/**
 * The folder of the run whose result was written last.
 * @param roots the folders to look below, three levels deep
 */
export async function newestRun(roots: readonly string[]): Promise<string | undefined> {
  const holders = new Set((await Promise.all(roots.map((root) => runsFolders(root, 3)))).flat());
  const runs = (await Promise.all([...holders].map(runFolders))).flat();
  const times = await Promise.all(
    runs.map(async (folder) => ({ folder, time: (await stat(resultFile(folder)).catch(() => undefined))?.mtimeMs })),
  );
  return times
    .filter(({ time }) => time !== undefined)
    .sort((a, b) => (b.time ?? 0) - (a.time ?? 0))
    .at(0)?.folder;
}

async function runsFolders(folder: string, depth: number): Promise<string[]> {
  const below = await folders(folder);
  const here = below.filter((child) => path.basename(child) === runsFolderName);
  if (depth === 0) return here;
  const deeper = below.filter((child) => !notSearched.has(path.basename(child)) && !here.includes(child));
  return [...here, ...(await Promise.all(deeper.map((child) => runsFolders(child, depth - 1)))).flat()];
}

async function runFolders(runs: string): Promise<string[]> {
  return (await Promise.all((await folders(runs)).map(folders))).flat();
}

async function folders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name));
}
