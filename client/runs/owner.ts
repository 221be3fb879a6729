import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

/** The process that runs in a folder. */
export interface Owner {
  readonly process: number;
  /** False when it runs on another machine. */
  readonly isHere: boolean;
  readonly host: string;
}

/** The process that a run's lock names; undefined when nothing runs there any more. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  const text = await readFile(path.join(folder, 'run.lock'), 'utf8').catch(() => '');
  const lock = parsed(text);
  if (typeof lock?.process !== 'number' || typeof lock.host !== 'string') return undefined;
  const isHere = lock.host === hostname();
  if (isHere && !isAlive(lock.process)) return undefined;
  return { process: lock.process, isHere, host: lock.host };
}

function parsed(text: string): { readonly process?: unknown; readonly host?: unknown } | undefined {
  try {
    return JSON.parse(text) as { readonly process?: unknown; readonly host?: unknown };
  } catch {
    return undefined;
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
