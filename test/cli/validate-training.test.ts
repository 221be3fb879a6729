import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { built } from '../run/built.js';
import { pytorch } from '../validation/training/pytorch.js';
import { trainingStudy } from '../validation/training/study-text.js';
import { archscale, file, folder } from './archscale.js';

const cli = built('cli.cjs');

interface Event {
  event: string;
  index: number;
}

function eventsIn(out: string): Event[] {
  const path = join(out, 'events.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Event);
}

const resultIn = (out: string): unknown => JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));

const indicesIn = (out: string): number[] =>
  eventsIn(out).flatMap(({ event, index }) => (event === 'point' ? [index] : []));

/** A validation in a process of its own, once so many events of a kind are in its folder. */
async function running(arguments_: readonly string[], out: string, event: string, count: number) {
  const child = spawn(process.execPath, [cli, 'validate', ...arguments_, '--out', out], { stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  while (eventsIn(out).filter((one) => one.event === event).length < count && child.exitCode === null) {
    await setTimeout(50);
  }
  return { child, ended };
}

describe('a validation at the training level', () => {
  it('gives points with their sizes and seeds, curves, and a verdict with its reason', () => {
    const out = join(folder(), 'run');
    const { code, stdout } = archscale(['validate', file(trainingStudy('4*d, 8*d')), '--out', out, '--format', 'json']);
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as {
      level: string;
      verdict: string;
      reason: string;
      points: { sizes: Record<string, number>; seed: number; value: number; error: number }[];
      diagnostics: { curves: { size: number; points: { samples: number; seeds: number }[] }[]; pStar: object[] };
    };
    expect(result.level).toBe('training');
    expect(result.points.map(({ sizes, seed }) => [sizes['d'], sizes['N'], sizes['P'], seed])).toEqual(
      [8, 10, 12].flatMap((d) => [4, 8].flatMap((times) => [1, 2].map((seed) => [d, d, times * d, seed]))),
    );
    for (const { value, error } of result.points) {
      // Far below P*, about 700 there: hardly anything is learned.
      expect(Math.abs(value)).toBeLessThan(0.4);
      expect(error).toBeGreaterThan(0);
    }
    expect(
      result.diagnostics.curves.map(({ size, points }) => [size, ...points.map(({ samples }) => samples)]),
    ).toEqual([
      [8, 32, 64],
      [10, 40, 80],
      [12, 48, 96],
    ]);
    expect(result.verdict).toBe('cannot tell');
    expect(result.reason).toContain('d = 12 (below 0.5 up to the most)');
  }, 400_000);

  it('is continued after it was killed, with no point twice and none lost', async () => {
    const source = file(trainingStudy('4*d, 8*d'));
    const out = join(folder(), 'run');
    const { child, ended } = await running([source], out, 'point', 3);
    child.kill('SIGKILL');
    await ended;
    const before = indicesIn(out);
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(archscale(['validate', source, '--out', out]).code).toBe(0);
    const after = indicesIn(out);
    expect(after.slice(0, before.length)).toEqual(before);
    expect([...after].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index));
  }, 400_000);

  it.each([['js'], ...(pytorch ? [['torch']] : [])])(
    'is stopped in the middle of a point, engine %s',
    async (engine) => {
      const source = file(trainingStudy('400*d, 500*d'));
      const out = join(folder(), 'run');
      const { child, ended } = await running([source, '--engine', engine], out, 'progress', 1);
      child.kill('SIGINT');
      expect(await ended).toBe(3);
      expect(indicesIn(out).length).toBeLessThan(12);
      expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))).toMatchObject({ status: 'interrupted' });
    },
    400_000,
  );

  it('ends with 4 when there is no PyTorch, and says how to get it', () => {
    const out = join(folder(), 'run');
    const { code, stderr } = archscale(
      ['validate', file(trainingStudy('4*d, 8*d')), '--out', out, '--engine', 'torch'],
      {
        ARCHSCALE_PYTHON: process.execPath,
      },
    );
    expect(code).toBe(4);
    expect(stderr).toContain('pip install torch');
    expect(resultIn(out)).toMatchObject({ status: 'failed', engine: 'torch', points: [] });
  });

  it('ends with 4 when there is no package webgpu, and says how to get it', () => {
    const out = join(folder(), 'run');
    const call = ['validate', file(trainingStudy('4*d, 8*d')), '--out', out, '--engine', 'webgpu'];
    const { code, stderr } = archscale(call, { ARCHSCALE_WEBGPU: folder() });
    expect(code).toBe(4);
    expect(stderr).toContain('npm install webgpu');
    expect(resultIn(out)).toMatchObject({ status: 'failed', engine: 'webgpu', points: [] });
  });

  const planWithTorch = ['--plan', '--engine', 'torch'];

  it.skipIf(!pytorch)('says minutes and memory of the engine that was asked for before it starts', () => {
    const { code, stdout } = archscale(['validate', file(trainingStudy('4*d, 8*d')), ...planWithTorch]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/cost +about \d+ (s|min) and [\d.,]+ [MG]B\s+\(a few steps were timed on/);
  });

  it('plans for an engine that is not there, and says so', () => {
    const call = ['validate', file(trainingStudy('4*d, 8*d')), ...planWithTorch];
    const { code, stdout } = archscale(call, { ARCHSCALE_PYTHON: process.execPath });
    expect(code).toBe(0);
    expect(stdout).toMatch(/engine +torch\s+\(asked for, but not there\)/);
    expect(stdout).toMatch(/cost +known once the first point is measured/);
  });
});
