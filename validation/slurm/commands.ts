import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InterruptedError, NotMeasurableError } from '../errors.js';

/** A command of Slurm ended with an error; the message is its own. */
export class SlurmError extends Error {
  override readonly name = 'SlurmError';
}

const run = promisify(execFile);

/** Slurm's commands answer within this, or the cluster is in trouble. */
const patience = 60_000;

/**
 * Runs one of Slurm's commands, without a shell; the signal ends it.
 * @returns what it printed.
 * @throws NotMeasurableError when it is not there.
 * @throws InterruptedError when the signal was given.
 * @throws SlurmError when it refuses.
 */
export async function slurm(
  command: 'sbatch' | 'squeue' | 'sacct' | 'scontrol',
  args: readonly string[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  try {
    const { stdout } = await run(command, args, {
      timeout: patience,
      maxBuffer: 1 << 28,
      // The words of its answers do not depend on the user's language.
      env: { ...process.env, LC_ALL: 'C' },
      signal,
    });
    return stdout;
  } catch (error) {
    if (signal?.aborted) throw new InterruptedError('The run was interrupted; the same call continues it.');
    throw failureOf(command, error);
  }
}

function failureOf(command: string, error: unknown): Error {
  const { code, stderr, killed, message } = error as {
    code?: unknown;
    stderr?: string;
    killed?: boolean;
    message: string;
  };
  if (code === 'ENOENT') {
    return new NotMeasurableError(
      `${command} was not found: Slurm's commands must be on the PATH to run on a cluster. Log in to a machine from which ` +
        'jobs are submitted there, or leave --on slurm out to run on this machine.',
    );
  }
  if (killed) return new SlurmError(`${command} did not answer within ${patience / 1000} s`);
  const said = (stderr ?? '')
    .trim()
    .replaceAll(/^\w+: (error: )?/gm, '')
    .replaceAll(/\s*\n\s*/g, '; ');
  return new SlurmError(said === '' ? `${command} failed: ${message}` : `${command}: ${said}`);
}
