import { hostname } from 'node:os';
import path from 'node:path';
import { readOwnText } from '../../language/files/run-files.js';
import { isProcessNumber, isRunning } from '../../language/running-process.js';

/** The process that runs in a folder. */
export interface Owner {
  readonly process: number;
  /** False when it runs on another machine. */
  readonly isHere: boolean;
  readonly host: string;
}

/** The process that a run's lock names; undefined when nothing runs there any more. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  const lock = parsed(await readOwnText(path.join(folder, 'run.lock')).catch(() => ''));
  // A lock is a file, which anybody may have written: what it names is ended when its run is cancelled.
  if (!lock || !isProcessNumber(lock.process) || typeof lock.host !== 'string') return undefined;
  const { process, host, began } = lock;
  const isHere = host === hostname();
  if (isHere && !isRunning({ process, ...(typeof began === 'string' && { began }) })) return undefined;
  return { process, isHere, host };
}

interface Lock {
  readonly process?: unknown;
  readonly host?: unknown;
  readonly began?: unknown;
}

function parsed(text: string): Lock | undefined {
  try {
    return (JSON.parse(text) as Lock | null) ?? undefined;
  } catch {
    return undefined;
  }
}
