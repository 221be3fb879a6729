import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asResult } from '../../present/report/reading.js';
import { words } from '../../present/words/words.js';
import { Monomial, predict, type Study } from '../../theory/index.js';
import type { Engine } from '../../validation/engines/engine.js';
import { EngineFailedError, InterruptedError } from '../../validation/errors.js';
import { planFor, type PlanOptions } from '../../validation/index.js';
import type { Plan } from '../../validation/plan.js';
import { questionText } from '../../validation/request/question.js';
import { runValidation, type RunHost } from '../../validation/request/run-validation.js';
import type { RunEvent, ValidationResult } from '../../validation/result.js';
import { openRunFolder, storedPlan } from '../../validation/run/folder.js';
import { recordRefusal } from '../../validation/run/refusal.js';
import { d, twoLayerStudy } from './studies.js';

const study = twoLayerStudy({ width: d });
const sweep = { variable: 'd', values: [128, 256, 512, 1024] };

let root = '';
let folder = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'archscale-behaviour-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(await mkdtemp(join(root, 'run-')), 'out');
});

/** An engine that makes a point at once, and waits for the signal after so many. */
const engineOf = (most: number): Engine => ({
  name: 'js',
  version: '1',
  runtime: {},
  methods: ['overlaps'],
  device: () => 'a test',
  run: async ({ points }, done, emit, signal) => {
    let made = 0;
    for (const [index, { sizes, seed, predicted }] of points.entries()) {
      if (done.has(index)) continue;
      if (made === most) {
        while (signal?.aborted !== true) await setTimeout(5);
        throw new InterruptedError();
      }
      await emit({ event: 'point', index, point: { sizes, seed, value: predicted, error: 0 } });
      made++;
    }
  },
});

function host(engine: Engine, other: Partial<RunHost> = {}): RunHost {
  return {
    chooseEngine: () => Promise.resolve({ engine }),
    storedPlan: (asked) => storedPlan(folder, asked),
    recordRefusal: (refusal) => recordRefusal(folder, refusal),
    openFolder: (plan) => openRunFolder(folder, plan, { words, mayOpen: () => Promise.resolve() }),
    ...other,
  };
}

const events: RunEvent[] = [];
const run = (on: RunHost, options: PlanOptions = { sweep }, asked: Study = study): Promise<ValidationResult> => {
  events.length = 0;
  const question = { ...options, words, file: 'S.arch', study: asked, prediction: predict(asked) };
  return runValidation({ ...question, onEvent: (event) => events.push(event) }, on);
};

describe('the time of a run', () => {
  /** Plans of the rate level have no time: it is given to them as the training level does. */
  const timed = (seconds: number): Partial<RunHost> => ({
    storedPlan: async (asked) => ({ ...(await planFor(study, predict(study), { words, sweep })), asked, seconds }),
  });

  it('ends it with the points that it has, and says so', async () => {
    const result = await run(host(engineOf(2), timed(0.3)));
    expect(result.status).toBe('finished');
    expect(result.points).toHaveLength(2);
    const said = expect.stringContaining('was up after 2 of 4 points') as string;
    expect(result.diagnostics['notes']).toContainEqual(said);
    expect(events).toContainEqual({ event: 'warning', message: said });
    expect(asResult(await readFile(join(folder, 'result.json'), 'utf8'))?.status).toBe('finished');
  });

  it('begins again with the same call, which goes on', async () => {
    await run(host(engineOf(2), timed(0.3)));
    const result = await run(host(engineOf(9), timed(60)));
    expect(result.points).toHaveLength(4);
    expect(JSON.stringify(result.diagnostics['notes'])).not.toContain('was up');
  });

  it('does not end what runs elsewhere', async () => {
    const waiting = run(host(engineOf(2), { ...timed(0.05), isElsewhere: true }));
    expect(await Promise.race([waiting, setTimeout(400, 'waits')])).toBe('waits');
  });
});

describe('the plan of a run', () => {
  it('is made anew where its file was damaged', async () => {
    await run(host(engineOf(9)));
    const file = join(folder, 'plan.json');
    const asked = questionText(study, { sweep });
    expect(await storedPlan(folder, asked)).toBeDefined();
    const kept = await readFile(file, 'utf8');
    expect(kept).toContain('"d": 512');
    await writeFile(file, kept.replace('"d": 512', '"d": 513'));
    expect(await storedPlan(folder, asked)).toBeUndefined();
  });

  it('is that of the folder for the same question, and a new one for another', async () => {
    await run(host(engineOf(9)));
    const file = join(folder, 'plan.json');
    const kept = JSON.parse(await readFile(file, 'utf8')) as Plan;
    expect(kept.asked).toBe(questionText(study, { sweep }));
    // As if it had been made on another machine.
    let planned = 0;
    const counting = host(engineOf(9), {
      storedPlan: async (asked) => {
        const plan = await storedPlan(folder, asked);
        if (plan) planned++;
        return plan;
      },
    });
    await run(counting);
    expect(planned).toBe(1);
    await run(counting, { sweep: { ...sweep, values: [64, 128, 256] } });
    expect(planned).toBe(1);
    expect(await readdir(folder)).toContain('earlier-1');
  });

  it.each<[string, Study, PlanOptions]>([
    ['another size', twoLayerStudy({ width: d.times(Monomial.constant(2)) }), { sweep }],
    ['another reference', twoLayerStudy({ width: d, reference: { d: 65, N: 4096 } }), { sweep }],
    ['another ridge', { ...study, ridge: Monomial.constant('1/5') }, { sweep }],
    ['another preset', study, { sweep, preset: 'full' }],
    ['another level', study, { sweep, level: 'training' }],
    ['samples', study, { sweep, samples: [d] }],
    ['a threshold', study, { sweep, threshold: 0.2 }],
    ['seeds', study, { sweep, seeds: 3 }],
  ])('is another question with %s', (_, asked, options) => {
    expect(questionText(asked, options)).not.toBe(questionText(study, { sweep }));
  });

  it('is the same question whatever watches it', () => {
    const watched = { sweep, onLook: () => undefined, signal: new AbortController().signal };
    expect(questionText(twoLayerStudy({ width: d }), watched)).toBe(questionText(study, { sweep }));
  });
});

describe('a run that cannot begin', () => {
  const missing = host(engineOf(9), {
    checkEngine: () => Promise.reject(new EngineFailedError({ code: 'python-silent', seconds: 5 })),
  });
  /** Refused by its plan, too. */
  const unknown = { variable: 'K' };

  it('says what its engine lacks before anything is planned', async () => {
    await expect(run(missing, unknown)).rejects.toThrow(EngineFailedError);
  });

  it('is a run with its reason', async () => {
    await expect(run(missing)).rejects.toThrow(EngineFailedError);
    const kept = asResult(await readFile(join(folder, 'result.json'), 'utf8'));
    expect(kept).toMatchObject({ status: 'failed', study: 'S', points: [], verdict: 'cannot tell' });
    expect(kept?.reason).toBe(words({ code: 'python-silent', seconds: 5 }));
    expect(kept?.predicted).toMatchObject({ exponent: '1', pattern: 'specialization' });
    expect(await readFile(join(folder, 'log.txt'), 'utf8')).toContain(kept?.reason);
  });

  it('gives its place to one that can', async () => {
    await expect(run(missing)).rejects.toThrow(EngineFailedError);
    const result = await run(host(engineOf(9)));
    expect(result.points).toHaveLength(4);
    expect(existsSync(join(folder, 'earlier-1'))).toBe(false);
  });

  it('leaves an earlier run as it is, and says in its log what happened', async () => {
    const before = await run(host(engineOf(9)));
    await expect(run(missing)).rejects.toThrow(EngineFailedError);
    expect(asResult(await readFile(join(folder, 'result.json'), 'utf8'))).toEqual(before);
    expect(await readFile(join(folder, 'log.txt'), 'utf8')).toContain(words({ code: 'python-silent', seconds: 5 }));
  });
});
