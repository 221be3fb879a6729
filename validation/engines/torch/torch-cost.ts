import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Cost } from '../../request/cost.js';
import { InterruptedError } from '../../errors.js';
import type { MessageOrText } from '../../messages.js';
import type { Plan } from '../../plan.js';
import { jobConstants } from './job-constants.js';

/**
 * Has a Python process time some steps of a plan.
 * @param device what it runs on.
 * @returns undefined when it does not say: then the run would say why.
 * @throws InterruptedError when the signal is given meanwhile; the process is gone then.
 */
export async function timedByPython(
  child: ChildProcessWithoutNullStreams,
  plan: Plan,
  device: MessageOrText,
  signal?: AbortSignal,
): Promise<Cost | undefined> {
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.resume();
  // A process that ends before it has read its job says nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify({ plan, done: [], ...jobConstants, timing: true })}\n`);
  const stop = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  signal?.removeEventListener('abort', stop);
  if (signal?.aborted) throw new InterruptedError();
  for (const line of output.split('\n')) {
    const cost = costIn(line);
    if (cost) return { ...cost, basis: { code: 'steps-timed', device } };
  }
  return undefined;
}

function costIn(line: string): Omit<Cost, 'basis'> | undefined {
  try {
    const { event, seconds, megabytes } = JSON.parse(line) as Record<string, unknown>;
    const isCost = event === 'cost' && typeof seconds === 'number' && typeof megabytes === 'number';
    return isCost ? { seconds, megabytes } : undefined;
  } catch {
    return undefined;
  }
}
