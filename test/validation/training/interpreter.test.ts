import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineFailedError, InterruptedError } from '../../../validation/index.js';
import type { EngineEvent } from '../../../validation/index.js';
import { projectFolders } from '../../../validation/engines/project-folders.js';
import { candidates, findInterpreter } from '../../../validation/engines/torch/interpreter.js';
import { runPython } from '../../../validation/engines/torch/torch.js';
import { chainsMethod, chainsPlan, cubicPoint } from './studies.js';
import { inWords } from '../../in-words.js';
import { wordsOfError } from '../../../present/words/words.js';

let root: string;
beforeAll(async () => (root = await mkdtemp(join(tmpdir(), 'archscale-python-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

/** A program that passes for a Python: a shell script. */
async function fake(name: string, script: string): Promise<string> {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const able = `echo '{"python": "3.11.2", "torch": "2.4.0", "device": "cpu", "name": "CPU"}'`;

describe.skipIf(process.platform === 'win32')('the search for a Python with PyTorch', () => {
  it('takes the first that has it', async () => {
    const without = await fake('without', `echo '{"event": "failed", "message": "PyTorch is missing"}'; exit 4`);
    const whole = await fake('whole', able);
    expect(await findInterpreter('script', [without, whole])).toEqual({
      path: whole,
      python: '3.11.2',
      torch: '2.4.0',
      device: 'cpu',
      name: 'CPU',
    });
  });

  it('says of each what is wrong, and how to get what is missing', async () => {
    const paths = [
      await fake('without', `echo '{"event": "failed", "message": "PyTorch is missing in here"}'; exit 4`),
      await fake('rubbish', 'echo welcome to my shell; echo "{"'),
      await fake('broken', 'echo Segmentation fault >&2; exit 139'),
      join(root, 'not-there'),
    ];
    const failure: unknown = await findInterpreter('script', paths).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineFailedError);
    const message = wordsOfError(failure);
    expect(message).toMatch(/without \(PyTorch is missing in here\)/);
    expect(message).toMatch(/rubbish \(its answer makes no sense/);
    expect(message).toMatch(/broken \(ended with 139\)/);
    expect(message).toMatch(/not-there \(cannot be started/);
    expect(message).toContain('pip install torch');
    expect(message).toContain('archscale.python');
  });

  it('waits for none for ever', async () => {
    const paths = [await fake('hangs', 'exec sleep 1000'), await fake('endless', 'while true; do echo rubbish; done')];
    const failure: unknown = await findInterpreter('script', paths, { timeout: 1000 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineFailedError);
    expect(wordsOfError(failure)).toMatch(/hangs \(no answer within 1 s\)/);
    expect(wordsOfError(failure)).toMatch(/endless \(no answer within 1 s\)/);
  });

  it('ends when it is asked to', async () => {
    const hangs = await fake('hangs', 'exec sleep 1000');
    const search = findInterpreter('script', [hangs], { signal: AbortSignal.timeout(100) });
    await expect(search).rejects.toThrow(InterruptedError);
  });

  it('looks at the named one alone, else at environments before the PATH', async () => {
    const named = await fake('named', able);
    expect(candidates({ ARCHSCALE_PYTHON: named, PATH: root }, [root])).toEqual([named]);
    const active = await fake('active/bin/python', able);
    const local = await fake('project/studies/.venv/bin/python', able);
    const above = await fake('project/.venv/bin/python', able);
    const conda = await fake('conda/bin/python', able);
    const onPath = [await fake('bin/python3', able), await fake('bin/python', able)];
    const env = { VIRTUAL_ENV: join(root, 'active'), CONDA_PREFIX: join(root, 'conda'), PATH: join(root, 'bin') };
    const project = join(root, 'project');
    const inProject = candidates(env, projectFolders(join(project, 'studies'), []));
    expect(inProject).toEqual([active, local, conda, ...onPath]);
    const workspace = projectFolders(join(project, 'studies', 'cubic'), [join(project, 'studies')]);
    expect(candidates(env, workspace)).toEqual([active, local, conda, ...onPath]);
    expect(candidates(env, projectFolders(join(project, 'studies'), [project]))).toContain(above);
    expect(candidates(env, [])).toEqual([active, conda, ...onPath]);
  });
});

describe('a Python process that measures', () => {
  const plan = chainsPlan([cubicPoint(8, 16, 1), cubicPoint(8, 32, 1)]);
  const chains = (index: number): string => {
    const rows = '[[0.1,0.2,0.1,0.2,0.1,0.2,0.1,0.2],[0.2,0.1,0.2,0.1,0.2,0.1,0.2,0.1]]';
    return `{"event":"chains","index":${index},"starts":["prior","informed"],"draws":${rows},"temperatures":[[1],[1]],"weights":[],"slopes":[]}`;
  };
  /** Runs a JavaScript program in the place of Python. */
  const run = (program: string, given: { silence?: number; signal?: AbortSignal } = {}) => {
    const events: EngineEvent[] = [];
    const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'pipe'] });
    const emit = (event: EngineEvent): Promise<void> => Promise.resolve(void events.push(event));
    const finished = runPython(child, { plan, method: chainsMethod(), done: new Set<number>(), emit, ...given });
    return { events, finished, child };
  };
  const say = (...lines: readonly string[]): string =>
    lines.map((line) => `console.log(${JSON.stringify(line)});`).join('');

  it('is understood among whatever else it prints, and no point counts twice', async () => {
    const { events, finished } = run(
      say(
        'Welcome!',
        '{"event":"progress","done":0,"of":2}',
        chains(1),
        'null',
        '[1',
        chains(1),
        '{"event":"chains"}',
        chains(7),
        chains(0),
      ),
    );
    await finished;
    expect(events.flatMap((event) => (event.event === 'point' ? [event.index] : []))).toEqual([1, 0]);
    expect(events[0]).toEqual({ event: 'progress', done: 0, of: 2 });
  });

  it('is told its job', async () => {
    const { events, finished } = run(
      `process.stdin.once('data', (data) => { const job = JSON.parse(String(data).split('\\n')[0]); console.log(JSON.stringify({event:'warning', message: job.plan.study})); ${say(chains(0), chains(1))} process.exit(0); })`,
    );
    await finished;
    expect(events).toContainEqual({ event: 'warning', message: 'Cubic' });
  });

  it('fails with its own words', async () => {
    await expect(
      inWords(run(`${say('{"event":"failed","message":"no layer x"}')}process.exit(4)`).finished),
    ).rejects.toThrow(/The torch engine failed: no layer x/);
    await expect(inWords(run('console.error("lost\\nSegmentation fault"); process.exit(3)').finished)).rejects.toThrow(
      /0 of 2 points measured: Segmentation fault/,
    );
    await expect(run(say(chains(0))).finished).rejects.toThrow(EngineFailedError);
    const killed = `${say(chains(0))}process.kill(process.pid, 'SIGKILL'); setInterval(() => undefined, 1000);`;
    await expect(inWords(run(killed).finished)).rejects.toThrow(/ended \(by a signal\) with 1 of 2 points measured/);
  });

  it('is stopped when it says nothing', async () => {
    const { finished, child } = run('setInterval(() => undefined, 1000)', { silence: 500 });
    await expect(inWords(finished)).rejects.toThrow(/has said nothing/);
    expect(child.killed).toBe(true);
  });

  it('is stopped when the user asks, even if it does not listen', async () => {
    const deaf = `process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); ${say('{"event":"progress","done":0,"of":2}')}`;
    const asked = new AbortController();
    const { events, finished } = run(deaf, { signal: asked.signal });
    const ended = expect(finished).rejects.toThrow(InterruptedError);
    // Once it has spoken it no longer listens.
    await expect.poll(() => events.length).toBe(1);
    asked.abort();
    await ended;
  });
});
