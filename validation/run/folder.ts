import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { makeOwnFolder, readOwnText, replaceOwnFile } from '../../language/files/run-files.js';
import type { Plan } from '../plan.js';
import { planOfQuestion, samePlan } from '../plan.js';
import { partsFolderName, pointsInParts } from '../parts/folder.js';
import type { Point, ValidationResult } from '../result.js';
import type { Worded } from '../wording.js';
import { EventFile, recoverPoints } from './events.js';
import { lockFolder } from './lock.js';
import { RunLog } from './log.js';
import { isRefusal } from './refused-result.js';
import { codeOf, onDisk } from './storage.js';

const files = {
  plan: 'plan.json',
  events: 'events.jsonl',
  result: 'result.json',
  log: 'log.txt',
  versions: 'versions.json',
  parts: partsFolderName,
};

/** Where the plan of a run lies. */
export const planFile = (folder: string): string => join(folder, files.plan);

/** Where the events of a run lie. */
export const eventsFile = (folder: string): string => join(folder, files.events);

/** The plan in a run's folder, where it was made for the same question; of a folder without one, or with another, nothing. */
export async function storedPlan(folder: string, asked: string): Promise<Plan | undefined> {
  return planOfQuestion(await readJson(planFile(folder)), asked);
}

/** The folder of a run, taken for this process. */
export interface RunFolder {
  readonly events: Pick<EventFile, 'append'>;
  readonly log: Pick<RunLog, 'append' | 'say'>;
  /** Points measured by an earlier call with the same plan, by index. */
  readonly recovered: ReadonlyMap<number, Point>;
  /** Further points, which are in the files of its parts and not in its events yet. */
  readonly inParts: ReadonlyMap<number, Point>;
  /** Seconds that earlier calls took. */
  readonly earlierSeconds: number;
  /** Where the files of a run with another plan were moved. */
  readonly setAside?: string;
  /** Replaces the result file in one step: a reader sees the old one or the new one. */
  writeResult(result: ValidationResult): Promise<void>;
  /** Replaces the file that says which versions measure. */
  writeVersions(versions: ValidationResult['versions']): Promise<void>;
  /** Gives the folder back. */
  close(): Promise<void>;
}

/** What opening a folder depends on. */
export interface Opening extends Worded {
  /**
   * Called before anything is changed there.
   * @param same whether the folder has a run of this plan.
   * @throws RunLockedError when others, such as a cluster's jobs, are still busy with what is there.
   */
  mayOpen(same: boolean): Promise<void>;
}

/**
 * Opens a run's folder, made when it is not there: continues a run of the same plan, sets one of another plan aside.
 * @throws RunLockedError when another process runs there.
 * @throws RunFolderError when it cannot be read or written.
 */
export async function openRunFolder(folder: string, plan: Plan, { mayOpen, words }: Opening): Promise<RunFolder> {
  await onDisk('make-run-folder', folder, () => makeOwnFolder(folder));
  const release = await lockFolder(folder);
  try {
    const at = (name: keyof typeof files): string => join(folder, files[name]);
    const earlier = await readJson(at('plan'));
    const same = earlier !== undefined && samePlan(earlier, plan);
    await mayOpen(same);
    await removeHalfWritten(folder);
    // A run that was refused left its reason alone.
    const wasRefused = earlier === undefined && isRefusal(await readJson(at('result')));
    const setAside = same || wasRefused ? undefined : await setFilesAside(folder);
    if (!same) await onDisk('write-plan', at('plan'), () => writeJson(at('plan'), plan));
    const recovered = within(plan, await recoverPoints(at('events')));
    const inParts = within(plan, await pointsInParts(folder));
    for (const index of recovered.keys()) inParts.delete(index);
    const before = same ? ((await readJson(at('result'))) as Partial<ValidationResult> | undefined) : undefined;
    return {
      events: new EventFile(at('events')),
      log: new RunLog(at('log'), words),
      recovered,
      inParts,
      earlierSeconds: typeof before?.seconds === 'number' ? before.seconds : 0,
      ...(setAside === undefined ? {} : { setAside }),
      writeResult: (result) => onDisk('write-result', at('result'), () => writeJson(at('result'), result)),
      writeVersions: (versions) => onDisk('write-versions', at('versions'), () => writeJson(at('versions'), versions)),
      close: release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** The points that the plan has, at the sizes and with the seeds that it has there: others were measured for something else. */
function within({ points: planned }: Plan, points: ReadonlyMap<number, Point>): Map<number, Point> {
  const isPlanned = (index: number, { sizes, seed }: Point): boolean =>
    planned[index]?.seed === seed &&
    isDeepStrictEqual(new Map(Object.entries(planned[index].sizes)), new Map(Object.entries(sizes)));
  return new Map([...points].filter(([index, point]) => isPlanned(index, point)));
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readOwnText(path)) as unknown;
  } catch {
    return undefined;
  }
}

/** Replaces a file in one step. */
const writeJson = (path: string, content: unknown): Promise<void> =>
  replaceOwnFile(path, `${JSON.stringify(content, undefined, 2)}\n`);

/** Removes what a process left that was killed while it replaced a file: `result.json.` and digits, as `replaceFile` has it. */
async function removeHalfWritten(folder: string): Promise<void> {
  const ours = new Set<string>(Object.values(files));
  const left = (await readdir(folder)).filter((name) => /\.\d+$/.test(name) && ours.has(name.replace(/\.\d+$/, '')));
  for (const name of left) await rm(join(folder, name), { force: true }).catch(() => undefined);
}

/** Moves the files of another run into a folder `earlier-1`, `earlier-2`, ... and returns it, if there are any. */
async function setFilesAside(folder: string): Promise<string | undefined> {
  let aside: string | undefined;
  for (const name of Object.values(files)) {
    const path = join(folder, name);
    await onDisk('keep-earlier-files', path, async () => {
      // A link counts as well, wherever it leads.
      const there = await lstat(path).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      });
      if (!there) return;
      aside ??= await freshFolder(folder);
      await rename(path, join(aside, name));
    });
  }
  return aside;
}

async function freshFolder(folder: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, `earlier-${number}`);
    try {
      await mkdir(path);
      return path;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}
