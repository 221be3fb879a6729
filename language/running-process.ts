import { readFileSync } from 'node:fs';

/** A process as a file names it. */
export interface NamedProcess {
  readonly process: number;
  /** When it began, as `beganOf` tells it: tells it from a later one of the same number. */
  readonly began?: string;
}

/** True for what can be the number of one process: 0 and below stand for groups, and a signal to -1 for all of them. */
export const isProcessNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** True while a process of this machine runs, whoever it belongs to. */
export function isRunning(named: NamedProcess): boolean {
  if (!isProcessNumber(named.process)) return false;
  try {
    process.kill(named.process, 0);
  } catch (error) {
    // It is there, and another user's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const began = beganOf(named.process);
  return named.began === undefined || began === undefined || began === named.began;
}

/** When a process began, where the system tells it without asking another program (Linux): in ticks since the system began. */
export function beganOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
