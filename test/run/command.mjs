import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Runs a program, the project's own before the system's, with its output shown; resolves to its exit code. */
export function exitCodeOf(program, args, environment = {}) {
  const own = `node_modules/.bin/${program}`;
  return new Promise((resolve, reject) => {
    const child = spawn(existsSync(own) ? own : program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.on('error', (error) => reject(new Error(`${program} cannot be started: ${error.message}`)));
    child.on('close', (code, signal) => resolve(code ?? `signal ${signal}`));
  });
}

/** A check that is one program: it passes when the program ends with exit code 0. */
export async function command(program, args) {
  const code = await exitCodeOf(program, args);
  if (code !== 0) process.stdout.write(`${program} ended with ${code}\n`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}
