import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesOf, RunReader } from '../../client/runs/known-run.js';
import { runFolders } from '../../client/runs/search.js';
import { ago, details, stateText } from '../../client/runs-view/wording.js';
import { rate } from '../present/report/results.js';

let root: string;
const reader = new RunReader();

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'archscale-known-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Makes a run's folder with some of its files. */
async function folder(name: string, files: Record<string, unknown>): Promise<string> {
  const made = path.join(root, name);
  await mkdir(made, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    await writeFile(path.join(made, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return made;
}

const plan = { study: 'Cubic', level: 'rate', preset: 'quick', points: [{}, {}, {}, {}] };
const begun = { 'plan.json': plan, 'events.jsonl': '' };
const lock = (process_: number, host = hostname()): object => ({ process: process_, host, since: 'then' });

test('runs are found wherever they lie, and what lies inside one is part of it', async () => {
  const one = await folder('nets/.archscale/a/Cubic-rate', begun);
  await folder('nets/.archscale/a/Cubic-rate/earlier-1', begun);
  const other = await folder('somewhere/else', begun);
  const shown = await folder('.archscale/b/S-rate', { 'result.json': rate });
  await folder('data', { 'result.json': '{}' });
  await folder('node_modules/x', begun);
  expect(await runFolders([root, root])).toEqual([one, other, shown].sort());
  expect(await runFolders([path.join(root, 'nowhere')])).toEqual([]);
});

test('a run whose process is alive is running', async () => {
  const live = await folder('live', { ...begun, 'run.lock': lock(process.pid) });
  const run = await reader.runIn(live);
  expect(run).toMatchObject({ study: 'Cubic', level: 'rate', state: 'running', planned: 4 });
  expect(run && stateText(run)).toBe('running, 0 of 4 points');
});

test('a run whose process is gone was stopped, whatever its result says', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  const result = { ...rate, status: 'running' };
  const stopped = await folder('stopped', { ...begun, 'result.json': result, 'run.lock': lock(gone.pid ?? 0) });
  const run = await reader.runIn(stopped);
  expect(run?.state).toBe('stopped');
  expect(run && stateText(run)).toBe('stopped, 4 of 4 points');
});

test('a run on another machine is running there', async () => {
  const far = await folder('far', { ...begun, 'run.lock': lock(1, 'elsewhere.example') });
  const run = await reader.runIn(far);
  expect(run?.state).toBe('running');
  expect(run && details(run)).toContainEqual(['Process', '1 on elsewhere.example']);
});

test.each([-1, 0, 1.5, '1', null])(
  'a lock that names %j names no process: ending it would end others',
  async (named) => {
    const place = await folder('named', { ...begun, 'run.lock': { ...lock(1), process: named } });
    expect((await reader.runIn(place))?.owner).toBeUndefined();
  },
);

test.runIf(process.platform === 'linux')(
  'a process that has the number of a run that is gone is not that run',
  async () => {
    const place = await folder('reused', { ...begun, 'run.lock': { ...lock(process.pid), began: 'long ago' } });
    expect((await reader.runIn(place))?.state).toBe('stopped');
  },
);

test('a finished run says what it found, and is read again when it changes', async () => {
  const place = await folder('finished', { ...begun, 'result.json': rate });
  const run = await reader.runIn(place);
  expect(run && stateText(run)).toBe('agrees, 1.010 [0.970, 1.050]');
  await folder('finished', { 'result.json': { ...rate, verdict: 'disagrees', seconds: 100 } });
  await expect.poll(async () => (await reader.runIn(place))?.result?.verdict).toBe('disagrees');
});

test.each([
  ['nothing', {}],
  ['no plan', { 'plan.json': 'null' }],
  ['half a plan', { 'plan.json': '{"study"' }],
])('a folder with %s has no run', async (name, files) => {
  expect(await reader.runIn(await folder(`broken/${name}`, files))).toBeUndefined();
});

test('the file of a run is looked for beside its folder, and where the call was made', async () => {
  const run = { folder: '/p/.archscale/net/S-rate', result: { ...rate, file: 'net.arch' } };
  const known = (await reader.runIn(await folder('any', begun))) ?? undefined;
  expect(known && filesOf({ ...known, ...run }, ['/w'])).toEqual(['/p/net.arch', '/w/net.arch']);
  expect(known && filesOf({ ...known, folder: '/r', result: { ...rate, file: '/p/x.arch' } }, [])).toEqual([
    '/p/x.arch',
  ]);
  expect(known && filesOf({ ...known, folder: '/r', result: undefined }, [])).toEqual([]);
});

test.each([
  [0, 'just now'],
  [5 * 60_000, '5 min ago'],
  [3 * 3600_000, '3 h ago'],
  [72 * 3600_000, '3 days ago'],
])('%i ms ago reads %s', (passed, text) => expect(ago(1e12, 1e12 + passed)).toBe(text));
