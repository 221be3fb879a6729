import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { predict } from '../../theory/index.js';
import { measurePart, validate, type ValidationResult } from '../../validation/index.js';
import { PartFiles, planMark, pointsInParts } from '../../validation/parts/folder.js';
import { naturalParts, partsOf } from '../../validation/parts/partition.js';
import { d, twoLayerStudy } from './studies.js';
import { words } from '../../present/words/words.js';
import { inWords } from '../in-words.js';

const study = twoLayerStudy({ width: d });

interface Divided {
  readonly sweep: { readonly variable: string };
  readonly points: { readonly sizes: { readonly d: number; readonly P: number } }[];
}

/** A plan with these numbers of points at each value of d. */
const planWith = (counts: readonly number[]): Divided => ({
  sweep: { variable: 'd' },
  points: counts.flatMap((count, d) => Array.from({ length: count }, (_, place) => ({ sizes: { d, P: place } }))),
});

describe('the parts of a plan', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });
  const many = fc.integer({ min: 1, max: 100 });

  it('hold each point once, and none is empty', () => {
    fc.assert(
      fc.property(counts, many, (points, count) => {
        const parts = partsOf(planWith(points), count);
        const all = parts.flat().sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: points.reduce((a, b) => a + b) }, (_, index) => index));
        expect(parts.every((part) => part.length > 0)).toBe(true);
        expect(parts.length).toBeLessThanOrEqual(count);
      }),
    );
  });

  it('keep points of the same swept size together where there are no more parts than such sizes', () => {
    fc.assert(
      fc.property(counts, many, (points, count) => {
        fc.pre(count <= points.length);
        const planned = planWith(points);
        const parts = partsOf(planned, count);
        const holders = points.map((_, size) =>
          parts.filter((part) => part.some((index) => planned.points[index]?.sizes.d === size)),
        );
        expect(holders.every(({ length }) => length === 1)).toBe(true);
        expect(parts).toHaveLength(count);
      }),
    );
  });

  it('are as many as there are sizes, but no more than a scheduler takes', () => {
    expect(naturalParts(planWith([3, 3, 1]))).toBe(3);
    expect(naturalParts(planWith(Array.from({ length: 1200 }, () => 1)))).toBe(1000);
  });
});

describe('a part of a run', () => {
  const sweep = { variable: 'd', values: [128, 256, 512, 1024] };
  let outDir = '';
  let whole: ValidationResult;

  beforeEach(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'archscale-parts-'));
    const stopped = new AbortController();
    const request = { words, file: 'S.arch', study, prediction: predict(study), sweep };
    whole = await validate({ ...request, outDir: join(outDir, 'whole') });
    // The folder of a run that has its plan and no point.
    const onEvent = (): void => stopped.abort();
    await validate({ ...request, outDir, onEvent, signal: stopped.signal }).catch(() => undefined);
  });
  afterEach(() => rm(outDir, { recursive: true, force: true }));

  const measure = (part: number, plan?: string): Promise<number> =>
    measurePart({ runFolder: outDir, part, of: 2, engine: 'auto', words, ...(plan === undefined ? {} : { plan }) });

  it('measures its points and no others, and nothing twice', async () => {
    expect(await measure(1)).toBe(2);
    expect([...(await pointsInParts(outDir)).keys()]).toEqual([0, 2]);
    expect(await measure(1)).toBe(0);
    expect(await measure(2)).toBe(2);
    const points = await pointsInParts(outDir);
    expect(whole.points.map((_, index) => points.get(index))).toEqual(whole.points);
  });

  it('measures anew a point whose line was cut off', async () => {
    await measure(1);
    const path = join(outDir, 'parts/1.jsonl');
    const lines = (await readFile(path, 'utf8')).split('\n');
    const second = lines.findIndex((line) => line.includes('"index":2'));
    await writeFile(path, [...lines.slice(0, second), lines[second]?.slice(0, 30)].join('\n'));
    expect(await measure(1)).toBe(1);
    expect((await pointsInParts(outDir)).get(2)).toEqual(whole.points[2]);
  });

  it('is taken up by a run of the whole, which measures the rest', async () => {
    await measure(1);
    const events: string[] = [];
    const result = await validate({
      words,
      ...{ file: 'S.arch', study, prediction: predict(study), sweep, outDir },
      onEvent: (event) => event.event === 'point' && events.push(String(event.index)),
    });
    expect(result.points).toEqual(whole.points);
    expect(events).toEqual(['0', '2', '1', '3']);
  });

  it('does not go on with another plan', async () => {
    const mark = planMark(await readFile(join(outDir, 'plan.json'), 'utf8'));
    expect(await measure(1, mark)).toBe(2);
    await expect(inWords(measure(2, 'another'))).rejects.toThrow(/no longer the one/);
    await expect(inWords(measurePart({ runFolder: '/nowhere', part: 1, of: 1, engine: 'js', words }))).rejects.toThrow(
      /nowhere has no plan\.json/,
    );
  });

  it('says that a plan is damaged', async () => {
    const path = join(outDir, 'plan.json');
    const plan = JSON.parse(await readFile(path, 'utf8')) as { points: { network: unknown; sizes: unknown }[] };
    await writeFile(path, JSON.stringify({ ...plan, points: plan.points.map((point) => ({ ...point, network: 1 })) }));
    await expect(inWords(measure(1))).rejects.toThrow(/plan\.json is damaged, or of another version/);
    for (const broken of ['null', '[]', '{"points":3}', JSON.stringify({ ...plan, points: [null] })]) {
      await writeFile(path, broken);
      await expect(inWords(measure(1))).rejects.toThrow(/plan\.json is no plan of a run/);
    }
  });

  it('is read while it is written: each event once, and no half of a line', async () => {
    await measure(1);
    const files = new PartFiles(outDir);
    expect((await files.next()).map(({ event }) => event.event)).toEqual(['started', 'point', 'point', 'finished']);
    const path = join(outDir, 'parts/1.jsonl');
    await appendFile(path, '{"event":"warning",');
    expect(await files.next()).toEqual([]);
    await appendFile(path, '"message":"late"}\n');
    expect(await files.next()).toEqual([{ part: 1, event: { event: 'warning', message: 'late' } }]);
    expect(await files.next()).toEqual([]);
  });
});
