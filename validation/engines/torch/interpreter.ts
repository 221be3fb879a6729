import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EngineFailedError, InterruptedError } from '../../errors.js';

/** A Python that has PyTorch, and what it would run on. */
export interface Interpreter {
  readonly path: string;
  readonly python: string;
  readonly torch: string;
  /** cuda, mps or cpu */
  readonly device: string;
  /** The device in words. */
  readonly name: string;
}

const windows = process.platform === 'win32';

/**
 * Where a Python may be, best first: the one that is named in ARCHSCALE_PYTHON and no other; else those of the active virtual
 * environment, of one in the folder or a folder around it, of conda, and all on the PATH.
 * @param folder where the run was started.
 */
export function candidates(env: Readonly<Record<string, string | undefined>>, folder: string): string[] {
  const named = env['ARCHSCALE_PYTHON'];
  if (named) return [named];
  const inside = windows ? 'Scripts\\python.exe' : 'bin/python';
  const around = foldersAround(folder).flatMap((one) => [join(one, '.venv'), join(one, 'venv')]);
  const environments = [env['VIRTUAL_ENV'], ...around];
  const conda = env['CONDA_PREFIX'];
  const names = windows ? ['python.exe'] : ['python3', 'python'];
  const found = [
    ...environments.flatMap((root) => (root ? [join(root, inside)] : [])),
    ...(conda ? [join(conda, windows ? 'python.exe' : inside)] : []),
    ...(env['PATH'] ?? '').split(delimiter).flatMap((place) => (place ? names.map((name) => join(place, name)) : [])),
  ];
  return [...new Set(found)].filter((path) => existsSync(path));
}

function foldersAround(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAround(above)];
}

/** How long a Python may take to say what it has: loading PyTorch from a cold disk is slow. */
const patience = 60_000;

/**
 * The first Python that has PyTorch.
 * @param script path of the Python package.
 * @throws EngineFailedError that says where was looked, what is missing there, and how to get it.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function findInterpreter(
  script: string,
  paths: readonly string[],
  { signal, timeout = patience }: { readonly signal?: AbortSignal; readonly timeout?: number } = {},
): Promise<Interpreter> {
  const refused: string[] = [];
  for (const path of paths) {
    const found = await probe(path, script, timeout, signal);
    if (signal?.aborted) throw new InterruptedError('The run was interrupted; the same call continues it.');
    if (typeof found !== 'string') return found;
    refused.push(`${path} (${found})`);
  }
  const looked = refused.length > 0 ? `Looked at ${refused.join(', ')}` : 'No Python was found';
  throw new EngineFailedError(
    `The torch engine needs a Python with PyTorch. ${looked}. ` +
      'Install PyTorch there (pip install torch, or on Debian apt install python3-torch), or name a Python that has it: ' +
      'the setting archscale.python in VS Code, ARCHSCALE_PYTHON on the command line. Or use the engine js, which needs none.',
  );
}

/** What a Python has, or why it cannot be used. */
async function probe(
  path: string,
  script: string,
  timeout: number,
  signal?: AbortSignal,
): Promise<Interpreter | string> {
  const child = spawn(path, [script, '--probe'], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let output = '';
  let stopped: 'late' | 'asked' | undefined;
  const stop = (why: 'late' | 'asked'): void => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  child.stdout.on('data', (chunk: Buffer) => {
    output = `${output}${chunk.toString()}`.slice(-65536);
  });
  child.stderr.resume();
  const asked = (): void => stop('asked');
  signal?.addEventListener('abort', asked);
  if (signal?.aborted) asked();
  const clock = new AbortController();
  void setTimeout(timeout, undefined, { signal: clock.signal, ref: false }).then(
    () => stop('late'),
    () => undefined,
  );
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(`cannot be started: ${error.message}`));
    // Not `close`: what a killed Python has started may keep its output open.
    child.once('exit', (code) =>
      setImmediate(() => resolve(code === 0 ? undefined : `ended with ${code ?? 'a signal'}`)),
    );
  });
  clock.abort();
  signal?.removeEventListener('abort', asked);
  child.stdout.destroy();
  if (stopped === 'late') return `no answer within ${Math.round(timeout / 1000)} s`;
  return answered(path, output) ?? failure ?? 'its answer makes no sense; is it a Python?';
}

/** Reads what a Python said of itself; undefined when it said nothing that can be understood. */
function answered(path: string, output: string): Interpreter | string | undefined {
  for (const line of output.split('\n').reverse()) {
    try {
      const said = JSON.parse(line) as Partial<Interpreter & { event: string; message: string }> | null;
      if (said?.event === 'failed' && said.message) return said.message;
      const { python, torch, device, name } = said ?? {};
      if (typeof torch !== 'string' || typeof device !== 'string') continue;
      return { path, python: String(python), torch, device, name: String(name) };
    } catch {
      // Not the line.
    }
  }
  return undefined;
}
