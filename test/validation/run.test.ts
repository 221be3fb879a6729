import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { predict } from '../../theory/index.js';
import type { Point, RunEvent, ValidationRequest, ValidationResult } from '../../validation/index.js';
import { InterruptedError, RunFolderError, RunLockedError, validate } from '../../validation/index.js';
import { d, twoLayerStudy } from './studies.js';
import { words, wordsOfError } from '../../present/words/words.js';
import { inWords } from '../in-words.js';

const study = twoLayerStudy({ width: d });
const sweep = { variable: 'd', values: [128, 256, 512, 1024] };

let root = '';
let outDir = '';
let script = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'archscale-run-'));
  script = join(root, 'killed-run.cjs');
  await build({
    entryPoints: ['test/validation/killed-run.ts'],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  outDir = join(await mkdtemp(join(root, 'run-')), 'out');
});

const run = (other: Partial<ValidationRequest> = {}): Promise<ValidationResult> =>
  validate({ words, file: 'S.arch', study, prediction: predict(study), outDir, sweep, ...other });

const eventsIn = async (folder: string): Promise<RunEvent[]> =>
  (await readFile(join(folder, 'events.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunEvent);

const indicesIn = async (folder: string): Promise<number[]> =>
  (await eventsIn(folder)).flatMap((event) => (event.event === 'point' ? [event.index] : []));

const resultIn = async (folder: string): Promise<ValidationResult> =>
  JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as ValidationResult;

describe('a run', () => {
  it('leaves its plan, its events and its result', async () => {
    const result = await run();
    expect(await resultIn(outDir)).toEqual(result);
    expect(result.status).toBe('finished');
    expect(result.points).toHaveLength(4);
    const events = await eventsIn(outDir);
    expect(events[0]).toMatchObject({ event: 'started', points: 4, engine: 'js' });
    expect(events.at(-1)).toMatchObject({ event: 'finished' });
    expect(await readdir(outDir)).toEqual(['events.jsonl', 'log.txt', 'plan.json', 'result.json', 'versions.json']);
    expect(JSON.parse(await readFile(join(outDir, 'versions.json'), 'utf8'))).toEqual(result.versions);
    expect(Object.keys(result.versions)).toEqual(['archscale', 'node', 'chains', 'js']);
    const log = await readFile(join(outDir, 'log.txt'), 'utf8');
    for (const said of ['started: 4 points', 'point 3: d = 1024, seed 1: ', 'finished after'])
      expect(log).toContain(said);
  });

  it('can be read while it goes on', async () => {
    const states: string[] = [];
    await run({ onResult: ({ status, points }) => states.push(`${status} ${points.length}`) });
    expect(states).toEqual(['running 0', 'running 1', 'running 2', 'running 3', 'running 4', 'finished 4']);
  });

  it('measures nothing twice when it is called again', async () => {
    const first = await run();
    const events: RunEvent[] = [];
    const second = await run({ onEvent: (event) => events.push(event) });
    expect(second.points).toEqual(first.points);
    expect(events.some(({ event }) => event === 'point')).toBe(false);
  });

  it('stops when asked and is continued by the same call', async () => {
    const control = new AbortController();
    const onEvent = (event: RunEvent): void => {
      if (event.event === 'point' && event.index === 1) control.abort();
    };
    await expect(run({ onEvent, signal: control.signal })).rejects.toThrow(InterruptedError);
    expect((await resultIn(outDir)).status).toBe('interrupted');
    const result = await run();
    expect(await indicesIn(outDir)).toEqual([0, 1, 2, 3]);
    expect(result.points).toEqual((await run({ outDir: join(outDir, 'whole') })).points);
  });

  it('is continued after the process was killed, with no point twice and none lost', async () => {
    const child = spawn(process.execPath, [script, outDir]);
    let told = '';
    for await (const chunk of child.stdout) {
      told += String(chunk);
      if (told.split('\n').length > 4) break;
    }
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const before = await indicesIn(outDir).catch(() => [] as number[]);
    expect(before.length).toBeGreaterThanOrEqual(4);
    expect((await resultIn(outDir)).status).toBe('running');

    const again = spawn(process.execPath, [script, outDir]);
    let repeated = '';
    again.stdout.on('data', (chunk: Buffer) => (repeated += chunk.toString()));
    const [code] = (await once(again, 'close')) as [number];
    expect(code).toBe(0);
    const result = await resultIn(outDir);
    const all = await indicesIn(outDir);
    expect(all).toEqual(result.points.map((_, index) => index));
    expect(
      repeated
        .split('\n')
        .filter((line) => /^\d+$/.test(line))
        .map(Number),
    ).toEqual(all.slice(before.length));
    expect(result.status).toBe('finished');
  }, 60_000);

  it('measures a point anew whose line was cut off', async () => {
    const whole = await run();
    const path = join(outDir, 'events.jsonl');
    const lines = (await readFile(path, 'utf8')).split('\n');
    const third = lines.findIndex((line) => line.includes('"index":2'));
    await writeFile(path, [...lines.slice(0, third), lines[third]?.slice(0, 40)].join('\n'));
    const result = await run();
    expect(result.points).toEqual(whole.points);
    expect(await indicesIn(outDir)).toEqual([0, 1, 2, 3]);
  });

  it('does not mind a clock that is set', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const times = ['2040-01-01', '1999-01-01', '2040-01-01', '2010-01-01'];
      vi.setSystemTime('2026-01-01');
      const onEvent = (event: RunEvent): void => {
        if (event.event === 'point') vi.setSystemTime(times[event.index] ?? 0);
      };
      const result = await run({ onEvent });
      expect(result.status).toBe('finished');
      expect(result.seconds).toBeGreaterThan(0);
      expect(result.seconds).toBeLessThan(24 * 3600);
      expect((await run()).seconds).toBeGreaterThan(result.seconds);
    } finally {
      vi.useRealTimers();
    }
  });

  it('passes over lines that are no events', async () => {
    await run();
    await appendFile(join(outDir, 'events.jsonl'), 'null\n{"event":"point","index":0}\nnonsense\n');
    await appendFile(
      join(outDir, 'events.jsonl'),
      `${(await readFile(join(outDir, 'events.jsonl'), 'utf8')).replaceAll('"index":3', '"index":9999')}`,
    );
    expect((await run()).points).toHaveLength(4);
  });

  it('measures anew a point that was measured for other sizes', async () => {
    const whole = await run();
    const path = join(outDir, 'events.jsonl');
    const events = await readFile(path, 'utf8');
    await writeFile(path, events.replace('"sizes":{"d":512}', '"sizes":{"d":513}').replace('"seed":1', '"seed":2'));
    expect((await run()).points).toEqual(whole.points);
  });

  it('keeps the earlier run when the plan has changed', async () => {
    const first = await run();
    const warnings: string[] = [];
    const second = await run({
      sweep: { variable: 'd', values: [128, 256, 512] },
      onEvent: (event) => event.event === 'warning' && warnings.push(event.message),
    });
    expect(second.points).toHaveLength(3);
    expect(await resultIn(join(outDir, 'earlier-1'))).toEqual(first);
    expect(await indicesIn(join(outDir, 'earlier-1'))).toEqual([0, 1, 2, 3]);
    expect(warnings.join()).toContain('earlier-1');
  });

  it("keeps a user's own files of the same names", async () => {
    await mkdir(outDir);
    await writeFile(join(outDir, 'plan.json'), 'my plan');
    await writeFile(join(outDir, 'notes.txt'), 'my notes');
    await run();
    expect(await readFile(join(outDir, 'earlier-1', 'plan.json'), 'utf8')).toBe('my plan');
    expect(await readFile(join(outDir, 'notes.txt'), 'utf8')).toBe('my notes');
  });
});

describe('two runs on one folder', () => {
  it('refuses the second and names the process of the first', async () => {
    const first = run();
    let refused: unknown;
    await run({
      onEvent: () => undefined,
    }).catch((error: unknown) => (refused = error));
    await first;
    expect(refused).toBeInstanceOf(RunLockedError);
    expect(wordsOfError(refused)).toContain(`Process ${process.pid}`);
  });

  it('takes over what a process left that is gone', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const { hostname } = await import('node:os');
    await mkdir(outDir);
    await writeFile(join(outDir, 'run.lock'), JSON.stringify({ process: gone.pid, host: hostname(), since: 'then' }));
    expect((await run()).status).toBe('finished');
    expect(await readdir(outDir)).not.toContain('run.lock');
  });

  it('takes over a lock from the future, as the clock may have been put back, and one of no process', async () => {
    const { hostname } = await import('node:os');
    const lock = { host: hostname(), since: '2999-01-01T00:00:00.000Z' };
    await mkdir(outDir);
    for (const owner of [{ process: process.pid, began: 'another' }, { process: -1 }, { process: 0 }]) {
      // Only Linux tells when a process began.
      if (owner.began && process.platform !== 'linux') continue;
      await writeFile(join(outDir, 'run.lock'), JSON.stringify({ ...lock, ...owner }));
      expect((await run()).status).toBe('finished');
    }
  });

  it('takes over a lock that was cut off while it was written', async () => {
    await mkdir(outDir);
    await writeFile(join(outDir, 'run.lock'), '{"proc');
    expect((await run()).status).toBe('finished');
  });

  it('removes a stale lock that a process had moved away when it was killed, and no lock of a process that may run', async () => {
    const { hostname } = await import('node:os');
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const lockOf = (process: number | undefined, host: string): string => JSON.stringify({ process, host });
    await mkdir(outDir);
    const locks = {
      [`run.lock.${gone.pid}`]: lockOf(gone.pid, hostname()),
      'run.lock.4194999': '',
      'run.lock.4194998': lockOf(gone.pid, 'elsewhere.example'),
      'run.lock.4194997': lockOf(process.pid, hostname()),
      [`run.lock.${process.pid}`]: lockOf(gone.pid, hostname()),
      'run.lock.mine': '',
    };
    for (const [name, text] of Object.entries(locks)) await writeFile(join(outDir, name), text);
    await run();
    const left = (await readdir(outDir)).filter((name) => name.startsWith('run.lock'));
    expect(left.sort()).toEqual(Object.keys(locks).slice(2).sort());
  });

  /** Numbers of processes that another machine may have too: this one, a child that is gone, and the first of all. */
  async function processes(): Promise<[string, number][]> {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    return [
      ['one that runs here', process.pid],
      ['one that is gone here', gone.pid ?? 0],
      ['the first', 1],
    ];
  }

  it('does not take a folder from a process on another machine, whatever runs here under its number', async () => {
    await mkdir(outDir);
    const path = join(outDir, 'run.lock');
    for (const [name, number] of await processes()) {
      const lock = JSON.stringify({ process: number, host: 'elsewhere.example', since: 'then' });
      await writeFile(path, lock);
      const refused: unknown = await run().catch((error: unknown) => error);
      expect(refused, name).toBeInstanceOf(RunLockedError);
      expect(wordsOfError(refused)).toContain(
        `Process ${number} on elsewhere.example has been running in ${outDir} since then.`,
      );
      expect(wordsOfError(refused)).toContain(`If it is gone, delete ${path}.`);
      expect(await readFile(path, 'utf8'), name).toBe(lock);
    }
  });

  it('does not tell when a lock was taken that does not say so', async () => {
    await mkdir(outDir);
    await writeFile(join(outDir, 'run.lock'), JSON.stringify({ process: 1, host: 'elsewhere.example', since: 7 }));
    await expect(inWords(run())).rejects.toThrow(
      /Process 1 on elsewhere\.example has been running in [^ ]*\. Wait for it/,
    );
  });
});

describe('a disk that refuses', () => {
  it('says that a part of the path is a file', async () => {
    const file = join(root, 'a-file');
    await writeFile(file, 'mine');
    await expect(run({ outDir: join(file, 'out') })).rejects.toThrow(RunFolderError);
    await expect(inWords(run({ outDir: join(file, 'out') }))).rejects.toThrow(/is a file/);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it.runIf(process.platform === 'linux')('says that a file is a link, and loses nothing', async () => {
    const first: readonly Point[] = (await run()).points;
    const before = await readFile(join(outDir, 'result.json'), 'utf8');
    const events = await readFile(join(outDir, 'events.jsonl'), 'utf8');
    await rm(join(outDir, 'events.jsonl'));
    await symlink('/dev/full', join(outDir, 'events.jsonl'));
    await expect(inWords(run())).rejects.toThrow(/events\.jsonl\): it is a link/);
    expect(await readFile(join(outDir, 'result.json'), 'utf8')).toBe(before);
    // A file again: the run is whole.
    await rm(join(outDir, 'events.jsonl'));
    await writeFile(join(outDir, 'events.jsonl'), events);
    expect((await run()).points).toEqual(first);
  });
});
