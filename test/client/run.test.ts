import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestRun } from '../../client/runs/search.js';
import { readResult } from '../../client/runs/result-file.js';
import { runOf, validateArguments } from '../../client/runs/run.js';
import { slurmArguments } from '../../client/runs/slurm.js';
import { slurmKeys, withSlurmSetting } from '../../cli/slurm-settings.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archscale-runs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a task of tasks.json becomes a call of the command line', () => {
  const run = runOf({ type: 'archscale', file: 'nets/a.arch', study: 'S1', preset: 'full', engine: 'js' }, '/project');
  expect(run?.file).toBe('/project/nets/a.arch');
  expect(run && validateArguments(run)).toEqual(
    [
      'validate',
      '/project/nets/a.arch',
      '--study',
      'S1',
      '--level',
      'rate',
      '--preset',
      'full',
      '--engine',
      'js',
    ].concat(['--out', '/project/nets/.archscale/a/S1-rate']),
  );
});

test('a file may name the workspace folder, and a level its own run', () => {
  const run = runOf({ file: '${workspaceFolder}/b.arch', study: 'S', level: 'training' }, '/project');
  expect(run?.folder).toBe('/project/.archscale/b/S-training');
});

test('a task may be for a cluster, with the settings of this machine', () => {
  const run = runOf({ file: 'a.arch', study: 'S', on: 'slurm' }, '/project');
  const settings = {
    partition: 'gpu',
    account: '',
    parts: 0,
    atOnce: 4,
    modules: ['cuda', ' '],
    setup: ['a=1', 'b=2'],
  };
  const args = run && validateArguments(run, settings);
  expect(args?.slice(args.indexOf('--on'), -2).join(' ')).toBe(
    '--on slurm --slurm partition=gpu --slurm at-once=4 --slurm module=cuda --slurm setup=a=1 --slurm setup=b=2',
  );
});

test('every setting for clusters is one that the command line knows, and none is left out', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { type: string }> }[] };
  };
  const { properties } = manifest.contributes.configuration[0] ?? { properties: {} };
  const settings = Object.entries(properties).flatMap(([name, { type }]) =>
    name.startsWith('archscale.slurm.') ? [[name.split('.')[2] ?? '', type === 'integer' ? 1 : 'x'] as const] : [],
  );
  const args = slurmArguments(Object.fromEntries(settings)).filter((argument) => argument !== '--slurm');
  expect(args.map((argument) => argument.split('=')[0])).toEqual(slurmKeys);
  expect(() => args.reduce((known, argument) => withSlurmSetting(argument, known), {})).not.toThrow();
});

test('a task without a file or a study is none', () => {
  expect(runOf({ study: 'S' }, '/project')).toBeUndefined();
  expect(runOf({ file: 'a.arch', study: '' }, '/project')).toBeUndefined();
});

test('the newest result is found below the folders', async () => {
  const old = await run('one/.archscale/a/S-rate', 1_000);
  const fresh = await run('two/deep/.archscale/b/S-rate', 2_000);
  await run('two/node_modules/.archscale/c/S-rate', 3_000);
  expect(await newestRun([folder])).toBe(fresh);
  expect(await newestRun([path.join(folder, 'one')])).toBe(old);
  expect(await newestRun([path.join(folder, 'nowhere')])).toBeUndefined();
});

test('what is not a result is none', async () => {
  const broken = await run('three/.archscale/a/S-rate', 500);
  expect(await readResult(broken)).toBeUndefined();
  await writeFile(path.join(broken, 'result.json'), '{ "study": "S", "points"');
  expect(await readResult(broken)).toBeUndefined();
});

async function run(name: string, seconds: number): Promise<string> {
  const made = path.join(folder, name);
  await mkdir(made, { recursive: true });
  await writeFile(path.join(made, 'result.json'), '{}');
  await utimes(path.join(made, 'result.json'), seconds, seconds);
  return made;
}

test('a workspace folder of any name is put in as it is', () => {
  const run = runOf({ file: '${workspaceFolder}/b.arch', study: 'S' }, '/home/me/$& costs $$');
  expect(run?.file).toBe('/home/me/$& costs $$/b.arch');
});

test('what no program can be given is no task', () => {
  expect(runOf({ file: 'a.arch', study: 'S', engine: 'js\0' }, '/project')).toBeUndefined();
});
