import { appendFile, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunEvents } from '../../client/runs/events.js';
import { RunReader } from '../../client/runs/known-run.js';
import { details, stateText } from '../../client/runs-view/wording.js';
import { predict } from '../../theory/index.js';
import {
  EngineFailedError,
  InterruptedError,
  measurePart,
  NotMeasurableError,
  RunFolderError,
  RunLockedError,
  validate,
  type RunEvent,
  type ValidationResult,
} from '../../validation/index.js';
import { d, twoLayerStudy } from '../validation/studies.js';
import { expectReadable } from './expectations.js';
import { mutatedJson } from './json.js';
import { mutated } from './mutation.js';
import type { Random } from './random.js';
import { rounds, tell, timeout } from './rounds.js';
import { words } from '../../present/words/words.js';

/** What a run may end with: each has a message for the user. */
const endings = [EngineFailedError, InterruptedError, NotMeasurableError, RunFolderError, RunLockedError];
const study = twoLayerStudy({ width: d });
const request = {
  words,
  file: 'S.arch',
  study,
  prediction: predict(study),
  sweep: { variable: 'd', values: [128, 256, 512] },
};

let root: string;
let whole: ValidationResult;
let kept: Readonly<Record<string, string>>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'archscale-fuzz-runs-'));
  const outDir = join(root, 'whole');
  whole = await validate({ ...request, outDir });
  const names = ['plan.json', 'events.jsonl', 'result.json'];
  kept = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(outDir, name), 'utf8')])),
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The lines of an event stream, some of them changed, gone, twice, or in another place. */
function mutatedEvents(text: string, random: Random): string {
  const lines = text.split('\n').filter(Boolean);
  const changedLines = lines.map((line) => (random.chance(0.3) ? mutatedJson(JSON.parse(line), random) : line));
  if (random.chance(0.3)) changedLines.sort(() => (random.chance(0.5) ? 1 : -1));
  if (random.chance(0.3)) changedLines.push(random.pick(lines));
  const result = `${changedLines.join('\n')}\n`;
  return random.chance(0.3) ? mutated(result, random) : result;
}

/** A run's folder in which some files are not what a run left there. */
async function damaged(folder: string, random: Random): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const texts: Record<string, string> = { ...kept };
  const mutate = random.pick([['events.jsonl'], ['result.json'], ['plan.json'], Object.keys(kept)]);
  for (const name of mutate) {
    const text = texts[name] ?? '';
    texts[name] = name === 'events.jsonl' ? mutatedEvents(text, random) : mutatedJson(JSON.parse(text), random);
  }
  const lock = { process: 2 ** 22 + 1, host: hostname(), since: 'then', began: '1' };
  if (random.chance(0.3)) texts['run.lock'] = mutatedJson(lock, random);
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  return JSON.stringify(texts);
}

async function endsWell(action: Promise<unknown>, given: string): Promise<void> {
  try {
    await action;
  } catch (error) {
    if (!(error instanceof Error) || !endings.some((kind) => error instanceof kind)) throw error;
    expectReadable(error.message, given);
  }
}

test('a run goes on in any folder, with the points that it would have alone', { timeout }, async () => {
  const tally = await rounds(25, async (random) => {
    const outDir = join(root, 'run');
    const given = await damaged(outDir, random);
    const signal = AbortSignal.timeout(120_000);
    await endsWell(
      validate({ ...request, outDir, signal }).then((result) => {
        expect(result.status, given).toBe('finished');
        expect(result.points.length, given).toBe(whole.points.length);
        for (const { sizes, seed } of result.points) {
          expect(
            whole.points.map((point) => JSON.stringify([point.sizes, point.seed])),
            given,
          ).toContain(JSON.stringify([sizes, seed]));
        }
      }),
      given,
    );
    const partly = await damaged(outDir, random);
    const part = 1 + random.upTo(2);
    await endsWell(measurePart({ runFolder: outDir, part, of: 3, engine: 'auto', words, signal }), partly);
  });
  tell('runs that go on in damaged folders', tally);
});

test('the editor lists and follows any folder', { timeout }, async () => {
  const tally = await rounds(60, async (random) => {
    const folder = join(root, 'listed');
    const given = await damaged(folder, random);
    const run = await new RunReader().runIn(folder);
    if (run) for (const text of [stateText(run), ...details(run).flat()]) expectReadable(text, given);
    if (run?.owner) expect(run.owner.process, given).toBeGreaterThan(0);
  });
  tell('folders of runs in the editor', tally);
});

test('the editor follows any stream of events, and loses none that is one', { timeout }, async () => {
  const folder = join(root, 'followed');
  await mkdir(folder);
  const file = join(folder, 'events.jsonl');
  await writeFile(file, '');
  const heard: RunEvent[] = [];
  const stop = await RunEvents.follow(folder, (event) => heard.push(event));
  try {
    const tally = await rounds(4, async (random) => {
      const last = { event: 'warning', message: `the end of ${random.seed}` };
      const text = mutatedEvents(kept['events.jsonl'] ?? '', random);
      await appendFile(file, `${text}\n${JSON.stringify(last)}\n`);
      await expect.poll(() => heard.at(-1), { timeout: 60_000 }).toEqual(last);
      heard.length = 0;
    });
    tell('event streams in the editor', tally);
  } finally {
    stop();
  }
});
