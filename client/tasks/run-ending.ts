import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ProcessExecution, type Task } from 'vscode';
import { readOwnText } from '../../language/files/run-files.js';

/** How the command line ended early, as it tells the editor. */
export interface RunEnding {
  readonly kind: 'call' | 'refused' | 'interrupted' | 'failed' | 'fault';
  /** For the user, in the language of the editor. */
  readonly message: string;
  /** The code of the message, where it has one. */
  readonly code?: string;
}

const kinds: readonly unknown[] = ['call', 'refused', 'interrupted', 'failed', 'fault'] satisfies RunEnding['kind'][];

/** The environment by which the command line tells the editor how it ended: in a new file of its own. */
export function endingFile(): Record<string, string> {
  return { ARCHSCALE_ENDING: path.join(tmpdir(), `archscale-${randomUUID()}.json`) };
}

/** How the process of a task ended early; undefined where it did not, and where it could not tell. */
export async function takeEnding({ execution }: Task): Promise<RunEnding | undefined> {
  const file = execution instanceof ProcessExecution ? execution.options?.env?.['ARCHSCALE_ENDING'] : undefined;
  if (!file) return undefined;
  try {
    const { kind, message, code } = JSON.parse(await readOwnText(file)) as Partial<RunEnding>;
    // The same task can be executed again.
    await rm(file, { force: true });
    if (!kinds.includes(kind) || typeof message !== 'string') return undefined;
    return { kind: kind as RunEnding['kind'], message, ...(typeof code === 'string' && { code }) };
  } catch {
    return undefined;
  }
}
