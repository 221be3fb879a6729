import { spawn } from 'node:child_process';
import path from 'node:path';

/** A plan as the command line tells of it; what is shown of it. */
export interface ShownPlan {
  readonly level: string;
  readonly engine: string;
  readonly device: string;
  readonly sweep: { readonly variable: string; readonly values: readonly number[] };
  readonly points: number;
  readonly predicted: { readonly exponent: string; readonly energy: string; readonly pattern: string };
  readonly choices: readonly { readonly name: string; readonly value: string; readonly why: string }[];
  readonly cost: {
    readonly seconds: number;
    readonly megabytes: number;
    readonly basis: string;
    readonly isLeast?: true;
  } | null;
  readonly notes: readonly string[];
}

/** A plan, or the sentence that says why there is none. */
export type Planned = { readonly plan: ShownPlan } | { readonly refusal: string };

/** What is to be planned. */
export interface PlanQuestion {
  /** The path of the file, for its imports. */
  readonly file: string;
  /** The file's text as it stands in the editor. */
  readonly text: string;
  readonly study: string;
}

/** So long a plan is waited for, in milliseconds: plans of the training level look for their range by measuring. */
const longest = 60_000;

/**
 * Plans a study in a process of its own: planning searches, and nothing that answers keystrokes must wait for it.
 * @param cli path of the command line's bundle
 * @returns undefined when it was cancelled, took too long, or failed
 */
export function planOf(
  { file, text, study }: PlanQuestion,
  cli: string,
  signal: AbortSignal,
): Promise<Planned | undefined> {
  return new Promise((resolve) => {
    const planning = spawn(
      process.execPath,
      [cli, 'validate', file, '--study', study, '--plan', '--stdin', '--format', 'json'],
      {
        cwd: path.dirname(file),
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(longest)]),
        stdio: 'pipe',
      },
    );
    let answer = '';
    let complaint = '';
    planning.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    planning.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    planning.on('error', () => resolve(undefined));
    planning.on('close', (code) => resolve(plannedFrom(code, answer, complaint)));
    planning.stdin.on('error', () => undefined);
    planning.stdin.end(text);
  });
}

function plannedFrom(code: number | null, answer: string, complaint: string): Planned | undefined {
  if (code === 2) return { refusal: complaint.replace(/^[\s\S]*?archscale: /, '').trim() };
  if (code !== 0) return undefined;
  try {
    return { plan: JSON.parse(answer) as ShownPlan };
  } catch {
    return undefined;
  }
}
