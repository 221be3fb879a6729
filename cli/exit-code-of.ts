import { CommanderError } from 'commander';
import { ExitCode } from './exit-code.js';

/**
 * The exit code of what a command ended with, which the user is told: commander has written its own message by now. What words all others is read when
 * one is needed.
 */
export async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.success : ExitCode.wrongCall;
  return (await import('./fault.js')).endWith(error);
}
