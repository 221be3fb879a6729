import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

/**
 * Runs npm with the Node that runs this file.
 * @param {readonly string[]} args
 * @param {{ cwd: string, stdio?: import('node:child_process').StdioOptions, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>} the exit code, and what it printed when `stdio` is not given
 */
export async function npm(args, { cwd, stdio = ['ignore', 'pipe', 'pipe'], env = {} }) {
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd,
    stdio,
    env: { ...process.env, ...env },
    shell: command === 'npm' && process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output };
}

/**
 * The processes below a process, with their command lines. Windows: none (its own `taskkill /t` is used there).
 * @param {number} root a process id
 * @returns {Promise<{ pid: number, command: string }[]>}
 */
export async function descendants(root) {
  if (process.platform === 'win32') return [];
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
  const all = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }] : [];
  });
  const found = [];
  for (let parents = [root]; parents.length > 0;) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map(({ pid }) => pid);
  }
  return found.map(({ pid, command }) => ({ pid, command }));
}

/**
 * Whether a process runs. A zombie counts as gone.
 * @param {number} pid
 */
export async function isAlive(pid) {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]);
    return !stdout.trim().startsWith('Z');
  } catch {
    return false;
  }
}

/**
 * Ends a process and all that it started: asks first, and insists after `patience` milliseconds.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function endTree(child, patience = 5000) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    await promisify(execFile)('taskkill', ['/pid', String(child.pid), '/t', '/f']).catch(() => undefined);
    return;
  }
  const below = await descendants(child.pid);
  const ended = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
  for (const pid of [child.pid, ...below.map((process) => process.pid)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
