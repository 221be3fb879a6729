import { execFile } from 'node:child_process';
import path from 'node:path';

/** What `archscale calibrate` came to: done, or the reason why not, for the user. */
export type Calibrated = { readonly done: true } | { readonly done: false; readonly reason: string };

/**
 * Runs `archscale calibrate` in a process of its own, with VS Code's own Node.
 * @param cli path of the command line's bundle
 * @param options `--from FOLDER`, or `--remove`
 */
export function calibrate(cli: string, file: string, study: string, options: readonly string[]): Promise<Calibrated> {
  const call = [cli, 'calibrate', file, '--study', study, ...options];
  const settings = { cwd: path.dirname(file), env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } };
  return new Promise((resolve) => {
    execFile(process.execPath, call, settings, (error, _, stderr) => {
      resolve(error ? { done: false, reason: reasonIn(stderr) ?? error.message } : { done: true });
    });
  });
}

/** The sentence with which the command line ended. */
function reasonIn(stderr: string): string | undefined {
  const last = stderr.trim().split('\n').at(-1);
  return last ? last.replace(/^archscale: /, '') : undefined;
}
