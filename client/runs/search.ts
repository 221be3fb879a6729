import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { statusOfOwnFile } from '../../language/files/run-files.js';
import { runsFolderName } from './run-folder.js';
import { resultFile } from './result-file.js';

const notSearched = new Set(['node_modules', '.git', 'dist', '__pycache__', '.venv']);

/** So deep below a root runs are looked for: `.archscale/FILE/STUDY-LEVEL` beside a file three folders down. */
const deepest = 6;

/** So many folders are looked into at most: a home folder opened by mistake must not keep the disk busy. */
const mostFolders = 4000;

/**
 * The folders of runs below some roots: those with a plan and events, and below `.archscale` those with a result. What lies inside a
 * run is part of it.
 * @returns absolute paths, each once, sorted
 */
export async function runFolders(roots: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  let level = [...new Set(roots)];
  let searched = 0;
  for (let depth = 0; depth <= deepest && level.length > 0; depth++) {
    const room = level.slice(0, mostFolders - searched);
    searched += room.length;
    const below = await Promise.all(room.map((folder) => look(folder, found)));
    level = below.flat();
  }
  return [...found].sort();
}

async function look(folder: string, found: Set<string>): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = new Set(entries.map(({ name }) => name));
  const isRun = names.has('plan.json') && names.has('events.jsonl');
  if (isRun || (names.has('result.json') && folder.split(path.sep).includes(runsFolderName))) {
    found.add(folder);
    return [];
  }
  return entries
    .filter((entry) => entry.isDirectory() && !notSearched.has(entry.name))
    .map((entry) => path.join(folder, entry.name));
}

/**
 * The folder of the run whose result was written last.
 * @param roots the folders to look below
 */
export async function newestRun(roots: readonly string[]): Promise<string | undefined> {
  const runs = await runFolders(roots);
  const times = await Promise.all(
    runs.map(async (folder) => ({ folder, time: (await statusOfOwnFile(resultFile(folder)))?.mtimeMs })),
  );
  return times
    .filter(({ time }) => time !== undefined)
    .sort((a, b) => (b.time ?? 0) - (a.time ?? 0))
    .at(0)?.folder;
}
