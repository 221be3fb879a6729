import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planOf } from '../../client/plans/plan-process.js';
import type { ShownPlan } from '../../client/plans/planned.js';
import { planLabel, planRows } from '../../client/plans/wording.js';
import { built } from '../run/built.js';

const cli = built('cli.cjs');
const text = `scale d = 64
network Net { input gaussian(d) dense h (width: d, activation: erf) output linear }
target cubic = he(3)
study S { network: Net target: cubic validate { sweep: d from 128 to 512 points: 3 } }
study Several { network: Net target: cubic validate { engine: torch } }
`;

let folder: string;
let uri: string;
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archscale-plans-'));
  const file = path.join(folder, 'net.arch');
  uri = pathToFileURL(file).href;
  await writeFile(file, '// what is on the disk is older');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the text in the editor is planned, in a process of its own', async () => {
  const planned = await planOf({ uri, text, study: 'S' }, { cli, environment: { ELECTRON_RUN_AS_NODE: '1' } }, never);
  if (!planned || 'refusal' in planned) throw new Error('there is no plan');
  expect(planned.plan.sweep).toEqual({ variable: 'd', values: [128, 256, 512] });
  expect(planLabel(planned)).toMatch(/^d: 128…512, 3 points, ~\d+ s$/);
  expect(planRows(planned.plan)).toContainEqual(['sweep', 'd from 128 to 512 (asked for)']);
});

test('what cannot be measured says why', async () => {
  const fixed = text
    .replaceAll('width: d', 'width: 64')
    .replace('gaussian(d)', 'gaussian(64)')
    .replace(/sweep: [^\n}]*/, '');
  const planned = await planOf(
    { uri, text: fixed, study: 'S' },
    { cli, environment: { ELECTRON_RUN_AS_NODE: '1' } },
    never,
  );
  expect(planned).toMatchObject({ refusal: expect.stringContaining('S has no size to sweep') as string });
  expect(planned && 'refusal' in planned && planned.refusal).not.toMatch(/archscale:|warning:/);
});

test('a plan that is not wanted any more is broken off', async () => {
  const abort = new AbortController();
  const planned = planOf({ uri, text, study: 'S' }, { cli, environment: { ELECTRON_RUN_AS_NODE: '1' } }, abort.signal);
  abort.abort();
  expect(await planned).toBeUndefined();
});

const plan: ShownPlan = {
  level: 'rate',
  engine: 'js',
  device: 'CPU',
  sweep: { variable: 'd', values: [128, 4096] },
  points: 7,
  predicted: { exponent: '1', energy: 'd', pattern: 'specialization' },
  choices: [],
  cost: { seconds: 5.2, megabytes: 90, basis: 'One point was timed.' },
  notes: [],
};

test.each([
  [plan, 'd: 128…4096, 7 points, ~5 s'],
  [{ ...plan, cost: null }, 'd: 128…4096, 7 points'],
  [{ ...plan, cost: { seconds: 12, basis: '' } }, 'd: 128…4096, 7 points, ~12 s'],
  [{ ...plan, cost: { ...plan.cost, seconds: 0.2, megabytes: 1, basis: '' } }, 'd: 128…4096, 7 points, ~1 s'],
  [{ ...plan, cost: { seconds: 17, megabytes: 1, basis: '', isLeast: true as const } }, 'd: 128…4096, 7 points, >17 s'],
])('a hint is short', (shown, label) => expect(planLabel({ plan: shown })).toBe(label));

test.each([
  [{ seconds: 5.2, megabytes: 90, basis: 'One point was timed.' }, 'about 5 s and 90 MB (One point was timed)'],
  [{ seconds: 5.2, basis: 'One point was timed.' }, 'about 5 s (One point was timed)'],
  [{ seconds: 17, basis: 'Timed.', isLeast: true as const }, 'more than 17 s (Timed)'],
  [null, 'known once the first point is measured'],
])('the plan in full says what it costs, as far as that is known: %o', (cost, said) => {
  expect(planRows({ ...plan, cost })).toContainEqual(['cost', said]);
});

test('a hint keeps its numbers when a name is long', () => {
  const sweep = { variable: 'aRatherLongNameOfASize', values: [128, 4096] };
  const label = planLabel({ plan: { ...plan, sweep } });
  expect(label.length).toBeLessThanOrEqual(43);
  expect(label).toMatch(/^aRather.*…: 128…4096, 7 points, ~5 s$/);
});

test('the program that plans is told the settings, such as the Python, and the folders of the workspace', async () => {
  const told = path.join(folder, 'tells.cjs');
  await writeFile(
    told,
    'const { ARCHSCALE_PYTHON, ARCHSCALE_FOLDERS } = process.env; console.log(JSON.stringify({ ARCHSCALE_PYTHON, ARCHSCALE_FOLDERS }));',
  );
  const environment = { ELECTRON_RUN_AS_NODE: '1', ARCHSCALE_PYTHON: '/my/python', ARCHSCALE_FOLDERS: folder };
  const planned = await planOf({ uri, text, study: 'S' }, { cli: told, environment }, never);
  expect(planned).toEqual({ plan: { ARCHSCALE_PYTHON: '/my/python', ARCHSCALE_FOLDERS: folder } });
});
