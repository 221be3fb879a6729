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
  const status = statusOf(named.process);
  if (status?.hasEnded) return false;
  return named.began === undefined || status === undefined || status.began === named.began;
}

/** When a process began, where the system tells it without asking another program (Linux): in ticks since the system began. */
export const beganOf = (pid: number): string | undefined => statusOf(pid)?.began;

/** What Linux says of a process; undefined elsewhere, and of a process that is not there. */
function statusOf(pid: number): { readonly began: string; readonly hasEnded: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5), from the third field on: state, ..., num_threads, itrealvalue, starttime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, threads, began] = [fields[0], Number(fields[17]), fields[19]];
    if (began === undefined) return undefined;
    // A process that was killed keeps its number until its parent asks how it ended: in a container often for ever.
    return { began, hasEnded: (state === 'Z' || state === 'X') && threads <= 1 };
  } catch {
    return undefined;
  }
}
