import { NotMeasurableError } from '../errors.js';
import { slurm, SlurmError } from './commands.js';

/** A part as the cluster knows it. */
export interface QueuedPart {
  /** The number of the job array. */
  readonly job: number;
  /** From 1. */
  readonly part: number;
  /** As Slurm names it: PENDING, RUNNING, TIMEOUT, ... */
  readonly state: string;
  /** Why it waits, in Slurm's words. */
  readonly reason: string;
}

/**
 * States from which a part does not come back by itself. PREEMPTED is not among them: such a part is queued again, and where a
 * cluster does not do that, it is forgotten after some minutes.
 */
const ended = new Set([
  'BOOT_FAIL',
  'CANCELLED',
  'COMPLETED',
  'DEADLINE',
  'FAILED',
  'NODE_FAIL',
  'OUT_OF_MEMORY',
  'REVOKED',
  'TIMEOUT',
]);

/** True while the part waits, runs, or comes back by itself. */
export const isActive = ({ state }: QueuedPart): boolean => !ended.has(state);

/**
 * The parts of all jobs of a name that the cluster still remembers, those that have ended among them.
 * @throws SlurmError when the cluster does not answer.
 */
export async function queuedParts(name: string, signal?: AbortSignal): Promise<QueuedPart[]> {
  const user = process.getuid?.();
  const answer = await slurm(
    'squeue',
    [
      ...['--noheader', '--array', '--states=all', '--format=%F|%K|%T|%r', `--name=${name}`],
      ...(user === undefined ? [] : [`--user=${user}`]),
    ],
    { signal },
  );
  return answer.split('\n').flatMap((line) => {
    const [job, part, state = '', reason = ''] = line.trim().split('|');
    const numbers = { job: Number(job), part: Number(part) };
    return state !== '' && Number.isInteger(numbers.job) && Number.isInteger(numbers.part)
      ? [{ ...numbers, state, reason }]
      : [];
  });
}

/**
 * How a part ended that the queue has forgotten, in Slurm's words.
 * @returns undefined where the cluster keeps no accounts.
 */
export async function stateInAccounts(job: number, part: number, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const question = ['--noheader', '--parsable2', '--allocations', '--format=State', `--jobs=${job}_${part}`];
    const [state = ''] = (await slurm('sacct', question, { signal })).split('\n');
    return state.trim() || undefined;
  } catch (error) {
    if (error instanceof SlurmError || error instanceof NotMeasurableError) return undefined;
    throw error;
  }
}
