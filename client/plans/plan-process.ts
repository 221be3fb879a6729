import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Planned, PlanQuestion, ShownPlan } from './planned.js';

/** The program that plans. */
export interface PlanProgram {
  /** Path of the command line's bundle. */
  readonly cli: string;
  /** What it is told besides the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Plans a study in a process of its own: planning searches, and nothing that answers keystrokes must wait for it.
 * @returns undefined when it was broken off, or failed
 */
export function planOf(
  { uri, text, study }: PlanQuestion,
  { cli, environment }: PlanProgram,
  signal: AbortSignal,
): Promise<Planned | undefined> {
  const file = fileURLToPath(uri);
  return new Promise((resolve) => {
    const planning = spawn(
      process.execPath,
      [cli, 'validate', file, '--study', study, '--plan', '--stdin', '--format', 'json'],
      {
        cwd: path.dirname(file),
        env: { ...process.env, ...environment },
        signal,
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
