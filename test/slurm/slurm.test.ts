import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent, SlurmSettings, ValidationResult } from '../../validation/index.js';
import { root } from '../architecture/sources.js';
import { trainingStudy } from '../validation/training/study-text.js';
import { slurm as ask, startCluster, until, type Cluster } from './cluster.js';

const cli = join(root, 'dist/cli.cjs');
const example = join(root, 'examples/two-layer.arch');

let cluster: Cluster;
let files = '';
let longRun = '';
let outDir = '';

beforeAll(async () => {
  cluster = await startCluster();
  files = mkdtempSync(join(tmpdir(), 'archscale-on-slurm-'));
  longRun = join(files, 'long-run.cjs');
  const bundle = { bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' } as const;
  await build({ entryPoints: ['test/slurm/long-run.ts'], outfile: longRun, ...bundle });
});
afterAll(async () => {
  await cluster.stop();
  rmSync(files, { recursive: true, force: true });
});
beforeEach(() => {
  outDir = join(mkdtempSync(join(files, 'run-')), 'out');
});

interface Called {
  readonly process: ChildProcess;
  /** What it has written to stderr by now. */
  said(): string;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

function call(args: readonly string[]): Called {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...cluster.environment } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { process: child, said: () => stderr, ended };
}

const archscale = (...args: readonly string[]): Called => call([cli, ...args]);
const validateLong = (settings: SlurmSettings): Called =>
  call([longRun, outDir, JSON.stringify({ partition: 'low', ...settings }), process.execPath, cli, 'work']);
const slurm = (command: string, ...args: readonly string[]): string => ask(cluster.environment, command, args);

const eventsIn = (path: string): RunEvent[] =>
  (existsSync(path) ? readFileSync(path, 'utf8') : '')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RunEvent);
const indicesIn = (path: string): number[] =>
  eventsIn(path).flatMap((event) => (event.event === 'point' ? [event.index] : []));
/** The points that the parts measured, in whatever order. */
const measuredInParts = (): number[] =>
  readdirSync(join(outDir, 'parts'))
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => indicesIn(join(outDir, 'parts', name)))
    .sort((a, b) => a - b);
const result = (): ValidationResult =>
  JSON.parse(readFileSync(join(outDir, 'result.json'), 'utf8')) as ValidationResult;
const jobName = (): string =>
  (JSON.parse(readFileSync(join(outDir, 'parts/job.json'), 'utf8')) as { name: string }).name;
/** The numbers of the job arrays that were submitted for the run. */
const arrays = (): string[] => [
  ...new Set(slurm('squeue', '--noheader', '--states=all', '--format=%F', `--name=${jobName()}`).split('\n')),
];
/** The number of the array once one of its parts has measured a few points. */
async function arrayAtWork(): Promise<string> {
  await until('a part has measured points', () => measuredInParts().length >= 3);
  return arrays()[0] ?? '';
}
/** All points are in the run, each once, and none was measured twice. */
function expectWhole(): void {
  const { points, status } = result();
  const all = points.map((_, index) => index);
  expect(status).toBe('finished');
  expect(points).toHaveLength(120);
  expect(indicesIn(join(outDir, 'events.jsonl')).sort((a, b) => a - b)).toEqual(all);
  expect(measuredInParts()).toEqual(all);
}

describe('a validation on Slurm', () => {
  it('comes to what it comes to on this machine, from a folder of any name', async () => {
    const odd = join(outDir, `%a 'quoted' $(touch hacked) "twice"\n;`);
    mkdirSync(odd, { recursive: true });
    const common = ['validate', example, '--format', 'json'];
    const settings = ['partition=low', 'parts=3', 'at-once=2', 'cpus=1', 'time=10', 'setup=export LC_ALL=C'];
    const options = settings.flatMap((setting) => ['--slurm', setting]);
    const there = await archscale(...common, '--out', odd, '--on', 'slurm', ...options).ended;
    const here = await archscale(...common, '--out', join(outDir, 'here')).ended;
    expect(there.stderr).toContain('3 waiting');
    expect([there.code, here.code]).toEqual([0, 0]);
    const [remote, local] = [there, here].map(({ stdout }) => JSON.parse(stdout) as ValidationResult);
    expect(remote?.points).toEqual(local?.points);
    expect(remote).toMatchObject({ verdict: local?.verdict, engine: 'js', status: 'finished' });
    expect(remote?.device).toMatch(/^Slurm, partition low: CPU .* on /);
    expect(indicesIn(join(odd, 'events.jsonl')).sort((a, b) => a - b)).toEqual(local?.points.map((_, index) => index));
    expect(readdirSync(join(odd, 'parts')).sort()).toEqual(
      ['1.jsonl', '1.log', '2.jsonl', '2.log', '3.jsonl', '3.log', 'job.json', 'job.sh'].sort(),
    );
    expect(existsSync(join(odd, 'hacked')) || existsSync(join(odd, 'parts', 'hacked'))).toBe(false);
  });

  it('samples the chains of the training level in parts, and comes to what it comes to on this machine', async () => {
    const source = join(files, 'training.arch');
    writeFileSync(source, trainingStudy('4*d, 8*d'));
    const common = ['validate', source, '--engine', 'js', '--format', 'json'];
    const settings = ['--slurm', 'partition=low', '--slurm', 'cpus=1'];
    const there = await archscale(...common, '--out', outDir, '--on', 'slurm', ...settings).ended;
    const here = await archscale(...common, '--out', join(outDir, 'here')).ended;
    expect([there.code, here.code]).toEqual([0, 0]);
    const [remote, local] = [there, here].map(({ stdout }) => JSON.parse(stdout) as ValidationResult);
    // Three sizes in three parts; two numbers of samples and two data sets each.
    expect(remote?.points).toHaveLength(12);
    expect(remote?.points).toEqual(local?.points);
    expect(remote).toMatchObject({ level: 'training', status: 'finished', verdict: local?.verdict, engine: 'js' });
    expect(readdirSync(join(outDir, 'parts')).filter((name) => name.endsWith('.jsonl'))).toHaveLength(3);
    expect(measuredInParts()).toEqual(local?.points.map((_, index) => index));
  });

  it('goes on where it was when its time limit is near, when it is preempted, and when its part is killed', async () => {
    const run = validateLong({ parts: 2 });
    const array = await arrayAtWork();
    const part = (number: number): string => join(outDir, `parts/${number}.jsonl`);
    const starts = (number: number): number => eventsIn(part(number)).filter(({ event }) => event === 'started').length;

    // What Slurm sends 90 s before the limit.
    slurm('scancel', '--signal=USR2', '--batch', `${array}_1`);
    const log = join(outDir, 'parts/1.log');
    await until('the part has itself queued again', () => readFileSync(log, 'utf8').includes('back into the queue'));

    const before = indicesIn(part(2)).length;
    await until('the other part goes on', () => indicesIn(part(2)).length > before);
    slurm('sbatch', '--partition=high', '--cpus-per-task=2', '--output=/dev/null', '--wrap=sleep 1');
    await until('it was preempted and has begun again', () => starts(2) === 2);

    await until('the first has begun again', () => starts(1) === 2);
    const then = indicesIn(part(1)).length;
    await until('it has measured more', () => indicesIn(part(1)).length > then);
    process.kill(processOf(1), 'SIGKILL');

    expect((await run.ended).code).toBe(0);
    expect(run.said()).toContain('Part 1 ended early (');
    expectWhole();
    expect(arrays()).toHaveLength(2);
  });

  it('is followed again, and not submitted again, after its caller was interrupted or killed', async () => {
    const first = validateLong({ parts: 2 });
    const array = await arrayAtWork();
    first.process.kill('SIGINT');
    const interrupted = await first.ended;
    expect(interrupted.code).toBe(3);
    expect(interrupted.stderr).toMatch(
      /go on\. The same call follows them again; "scancel --name=archscale-S-\w+" ends/,
    );

    const second = validateLong({ parts: 7 });
    await until('the second call follows', () => second.said().includes('"event":"queue"'));
    second.process.kill('SIGKILL');
    await second.ended;

    const third = await validateLong({ parts: 7 }).ended;
    expect(third.code).toBe(0);
    expectWhole();
    expect(arrays()).toEqual([array]);
  });

  it('is refused on this machine while it goes on there, and taken over when its jobs were cancelled', async () => {
    const file = join(files, 'study.arch');
    writeFileSync(file, readFileSync(example));
    const common = ['validate', file, '--out', outDir];
    const slow = ['--slurm', 'setup=sleep 600'];
    const there = archscale(...common, '--on', 'slurm', ...slow);
    await until('it is in the queue', () => there.said().includes('waiting') && arrays()[0] !== '');
    there.process.kill('SIGKILL');
    await there.ended;

    const here = await archscale(...common).ended;
    expect(here.code).toBe(2);
    expect(here.stderr).toMatch(/Jobs on the cluster still measure[^]*--on slurm[^]*scancel --name=archscale-Cubic-/);

    const again = archscale(...common, '--on', 'slurm', ...slow);
    await until('it is followed', () => again.said().includes('running'));
    slurm('scancel', ...arrays());
    const cancelled = await again.ended;
    expect(cancelled.code).toBe(3);
    expect(cancelled.stderr).toContain('was cancelled; the same call submits what is missing again');

    expect((await archscale(...common).ended).code).toBe(0);
  });
});

describe('a cluster that refuses', () => {
  it('is quoted, and the same call with better settings goes on', async () => {
    const common = ['validate', example, '--out', outDir, '--on', 'slurm'];
    const refused = await archscale(...common, '--slurm', 'partition=nowhere').ended;
    expect(refused.code).toBe(4);
    expect(refused.stderr).toMatch(/did not take the job\. sbatch: .*invalid partition/i);
    expect((await archscale(...common, '--slurm', 'parts=1').ended).code).toBe(0);
  });

  it('says what the part said when it cannot begin, time after time', async () => {
    const settings = ['--slurm', 'parts=1', '--slurm', 'setup=echo no such environment; exit 1'];
    const { code, stderr } = await archscale('validate', example, '--out', outDir, '--on', 'slurm', ...settings).ended;
    expect(code).toBe(4);
    expect(stderr).toMatch(/Part 1 ended without a point, again and again \(FAILED\)[^]*no such environment/);
  });
});

/** The process that measures a part of this test's run. */
function processOf(part: number): number {
  const found = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || !existsSync(`/proc/${name}/cmdline`)) return false;
    const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
    return words[2] === 'work' && words[3] === outDir && words.includes('--part') && words.at(-2) === String(part);
  });
  expect(found).toHaveLength(1);
  return Number(found[0]);
}
