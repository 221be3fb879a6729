import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EngineFailedError, InterruptedError } from '../../errors.js';
import type { MessageOrText, ValidationMessage } from '../../messages.js';

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

/** What differs between systems. */
interface System {
  readonly environment: string;
  readonly conda: string;
  readonly names: readonly string[];
}

const windows: System = { environment: 'Scripts\\python.exe', conda: 'python.exe', names: ['python.exe', 'py.exe'] };
const others: System = { environment: 'bin/python', conda: 'bin/python', names: ['python3', 'python'] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a Python may be, best first: the one that is named in ARCHSCALE_PYTHON and no other; else those of the active virtual
 * environment, of one in the folders of the project, of conda, and all on the PATH.
 * @param folders of the project, in which its user asked for a run.
 */
export function candidates(
  env: Environment,
  folders: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string[] {
  const named = env['ARCHSCALE_PYTHON'];
  if (named) return [namedProgram(named, env, platform)];
  const { environment, conda, names } = platform === 'win32' ? windows : others;
  const own = folders.flatMap((folder) => [join(folder, '.venv'), join(folder, 'venv')]);
  const active = env['VIRTUAL_ENV'];
  const prefix = env['CONDA_PREFIX'];
  const found = [
    ...(active ? [active, ...own] : own).map((root) => join(root, environment)),
    ...(prefix ? [join(prefix, conda)] : []),
    ...programsOnPath(env, names, platform),
  ];
  return [...new Set(found)].filter((path) => existsSync(path));
}

/** A program that is named without a folder, such as `py`, lies on the PATH: Windows would look into the working directory first. */
function namedProgram(name: string, env: Environment, platform: NodeJS.Platform): string {
  if (/[\\/]/.test(name)) return name;
  const names = platform === 'win32' ? [`${name}.exe`, name] : [name];
  return programsOnPath(env, names, platform).find((path) => existsSync(path)) ?? join('/', name);
}

/**
 * Where programs may lie by the PATH. Entries that are no absolute folder mean the folder that one happens to be in: they are left out.
 * @param names the programs, best first.
 */
export function programsOnPath(
  env: Environment,
  names: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string[] {
  const { delimiter, isAbsolute } = platform === 'win32' ? win32 : posix;
  const path = env['PATH'] ?? env['Path'] ?? '';
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
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
  const tried: { readonly path: string; readonly why: MessageOrText }[] = [];
  for (const path of paths) {
    const found = await probe(path, script, timeout, signal);
    if (signal?.aborted) throw new InterruptedError();
    if ('torch' in found) return found;
    tried.push({ path, why: found.why });
  }
  throw new EngineFailedError({ code: 'python-without-torch', tried });
}

/** A Python that cannot be used. */
interface Unusable {
  readonly why: MessageOrText;
}

/** What a Python has, or why it cannot be used. */
async function probe(
  path: string,
  script: string,
  timeout: number,
  signal?: AbortSignal,
): Promise<Interpreter | Unusable> {
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
  const stopAsAsked = (): void => stop('asked');
  signal?.addEventListener('abort', stopAsAsked);
  if (signal?.aborted) stopAsAsked();
  const clock = new AbortController();
  void setTimeout(timeout, undefined, { signal: clock.signal, ref: false }).then(
    () => stop('late'),
    () => undefined,
  );
  const failure = await new Promise<ValidationMessage | undefined>((resolve) => {
    child.once('error', (error) => resolve({ code: 'not-started', reason: error.message }));
    // Not `close`: what a killed Python has started may keep its output open.
    child.once('exit', (status) =>
      setImmediate(() => {
        resolve(status === 0 ? undefined : { code: 'ended-with', ...(status === null ? {} : { status }) });
      }),
    );
  });
  clock.abort();
  signal?.removeEventListener('abort', stopAsAsked);
  child.stdout.destroy();
  if (stopped === 'late') return { why: { code: 'no-answer-within', seconds: Math.round(timeout / 1000) } };
  return answerIn(output, path) ?? { why: failure ?? { code: 'answer-without-sense' } };
}

/** Reads what a Python said of itself; undefined when it said nothing that can be understood. */
function answerIn(output: string, path: string): Interpreter | Unusable | undefined {
  for (const line of output.split('\n').reverse()) {
    try {
      const said = JSON.parse(line) as Partial<Interpreter & { event: string; message: string }> | null;
      if (said?.event === 'failed' && said.message) return { why: said.message };
      const { python, torch, device, name } = said ?? {};
      if (typeof torch !== 'string' || typeof device !== 'string') continue;
      return { path, python: String(python), torch, device, name: String(name) };
    } catch {
      // Not the line.
    }
  }
  return undefined;
}
