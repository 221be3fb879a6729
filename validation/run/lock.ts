import { readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createOwnFile, readOwnText } from '../../language/files/run-files.js';
import { beganOf, isProcessNumber, isRunning, type NamedProcess } from '../../language/running-process.js';
import { RunFolderError, RunLockedError } from '../errors.js';
import { onDisk } from './storage.js';

interface Owner extends NamedProcess {
  readonly host: string;
  /** When the lock was taken, ISO: told to people, never compared with a clock. */
  readonly since?: string;
}

const fileName = 'run.lock';

/**
 * Takes the folder for this process. A lock left by a process that is gone is taken over.
 * @returns a function that gives the folder back.
 * @throws RunLockedError that names the process that has it.
 * @throws RunFolderError when it cannot be taken.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, fileName);
  for (let attempt = 0; attempt < 10; attempt++) {
    const taken = await onDisk('take-folder', path, () => create(path));
    if (taken) {
      await removeAside(folder);
      return () => rm(path, { force: true });
    }
    let text = await readOwnText(path).catch(() => '');
    if (!parse(text)) {
      // It may just be written.
      await setTimeout(200);
      text = await readOwnText(path).catch(() => '');
    }
    const owner = parse(text);
    if (owner && mayRun(owner)) {
      const { process, since, host } = owner;
      throw new RunLockedError({
        ...{ code: 'folder-in-use', folder, process, lock: path },
        ...(host === hostname() ? {} : { host }),
        ...(since === undefined ? {} : { since }),
      });
    }
    await clearStale(path, text);
  }
  throw new RunFolderError({ code: 'folder-contended', folder });
}

/** False for a process of this machine that is gone: of other machines that cannot be known. */
const mayRun = (owner: Owner): boolean => owner.host !== hostname() || isRunning(owner);

/** Writes the lock unless there is one. */
function create(path: string): Promise<boolean> {
  const began = beganOf(process.pid);
  const owner: Owner = {
    process: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    ...(began ? { began } : {}),
  };
  return createOwnFile(path, JSON.stringify(owner));
}

/** Moves a stale lock away before deleting it: of two processes that found it stale, one finds it gone or changed. */
async function clearStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readOwnText(aside).catch(() => '');
  if (moved !== stale) await rename(aside, path);
  else await rm(aside, { force: true });
}

/** Removes the stale locks that a process had moved away when it was killed. */
async function removeAside(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const number = /^run\.lock\.(\d+)$/.exec(name)?.[1];
    if (number === undefined || isRunning({ process: Number(number) })) continue;
    const path = join(folder, name);
    const owner = parse(await readOwnText(path).catch(() => ''));
    if (!owner || !mayRun(owner)) await rm(path, { force: true }).catch(() => undefined);
  }
}

function parse(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    if (!owner || !isProcessNumber(owner.process) || typeof owner.host !== 'string') return undefined;
    return {
      process: owner.process,
      host: owner.host,
      ...(typeof owner.since === 'string' ? { since: owner.since } : {}),
      ...(owner.began ? { began: owner.began } : {}),
    };
  } catch {
    return undefined;
  }
}
