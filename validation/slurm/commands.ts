import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EngineFailedError, InterruptedError, NotMeasurableError } from '../errors.js';

/** A command of Slurm ended with an error; the reason is its own. Whoever does not handle it reports a failure, never a fault. */
export class SlurmError extends EngineFailedError {}

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
    if (signal?.aborted) throw new InterruptedError();
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
    return new NotMeasurableError({ code: 'slurm-missing', command });
  }
  if (killed) return new SlurmError({ code: 'slurm-late', command, seconds: patience / 1000 });
  const lines = (stderr ?? '').trim().split('\n');
  // Where there is no cluster, what was tried comes before the one line that says so.
  const fatal = lines.filter((line) => line.includes('fatal: '));
  const said = (fatal.length > 0 ? fatal : lines)
    .join('\n')
    .replaceAll(/^\w+: ((error|fatal): )?/gm, '')
    .replaceAll(/\s*\n\s*/g, '; ');
  return new SlurmError(
    said === '' ? { code: 'slurm-failed', command, reason: message } : { code: 'slurm-said', command, text: said },
  );
}
