import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { built } from '../run/built.js';
import { archscale, file, folder } from './archscale.js';

/** A small study by descent: He_1, so that few samples are enough. */
const study = (settings = 'optimiser: sgd', more = ''): string => `
scale d = 8
network Net {
  input gaussian(d)
  dense h (width: 8, activation: erf)
  output linear
}
target plain = he(1)
study Plain {
  network: Net
  target: plain
  ridge: 0.1
  ${more}
  validate {
    level: descent
    ${settings}
    sweep: d from 4 to 8
    points: 3
    seeds: 2
    samples: 2*d, 20*d
  }
}
`;

interface Descent {
  level: string;
  verdict: string;
  reason: string;
  points: {
    sizes: Record<string, number>;
    seed: number;
    value: number;
    sensitivity: { along: number; across: number };
    seen: Record<string, number>;
  }[];
  diagnostics: {
    optimiser: string;
    comparedWith?: string;
    algorithms: { name: string; exponent: string; values: { size: number; samples: number }[] }[];
  };
}

const run = (text: string, ...more: string[]): { code: number | null; result: Descent } => {
  const { code, stdout } = archscale([
    'validate',
    file(text),
    '--out',
    join(folder(), 'run'),
    '--format',
    'json',
    ...more,
  ]);
  return { code, result: JSON.parse(stdout) as Descent };
};

describe('a validation at the level descent', () => {
  it('gives points with their sensitivities, the rates of known algorithms, and a verdict with its reason', () => {
    const { code, result } = run(study());
    expect(code).toBe(0);
    expect(result.level).toBe('descent');
    expect(result.points.map(({ sizes, seed }) => [sizes['d'], sizes['P'], seed])).toEqual(
      [4, 6, 8].flatMap((d) => [2, 20].flatMap((times) => [1, 2].map((seed) => [d, times * d, seed]))),
    );
    for (const { sizes, value, sensitivity, seen } of result.points.filter(
      ({ sizes: { P = 0, d = 1 } }) => P === 20 * d,
    )) {
      expect([sizes, value > 0.5]).toEqual([sizes, true]);
      expect(seen['diverged']).toBe(0);
      // A linear target is learned along its direction: what is across is error.
      expect(sensitivity.along).toBeGreaterThan(sensitivity.across / (Number(sizes['d']) - 1));
    }
    expect(result.diagnostics.optimiser).toBe('sgd');
    expect(result.diagnostics.comparedWith).toBe('reused');
    const onePass = result.diagnostics.algorithms.find(({ name }) => name === 'onePass');
    expect(onePass).toMatchObject({ exponent: '1', values: [4, 6, 8].map((size) => ({ size, samples: size })) });
    expect(result.reason.length).toBeGreaterThan(0);
  }, 200_000);

  it('takes the optimiser of the call before that of the block, and has no verdict where no rate is known', () => {
    const { result } = run(study(), '--optimiser', 'adam');
    expect(result.diagnostics.optimiser).toBe('adam');
    expect(result.diagnostics.comparedWith).toBeUndefined();
    expect(result.verdict).toBe('cannot tell');
  }, 200_000);

  it('uses each sample once in one pass: whole batches', () => {
    const { result } = run(study('optimiser: onepass'));
    for (const { sizes, seen } of result.points) {
      expect(Number(sizes['P']) % 8).toBe(0);
      expect(seen['epochs']).toBe(1);
    }
  }, 200_000);

  it('is continued after it was killed, with no point twice, none lost, and the same values', async () => {
    const source = file(study('optimiser: gd'));
    const out = join(folder(), 'run');
    const points = (): { index: number; point: { value: number } }[] => {
      const path = join(out, 'events.jsonl');
      const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
      return lines
        .map((line) => JSON.parse(line) as { event: string; index: number; point: { value: number } })
        .filter(({ event }) => event === 'point');
    };
    const child = spawn(process.execPath, [built('cli.cjs'), 'validate', source, '--out', out], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (points().length < 2 && child.exitCode === null) await setTimeout(20);
    child.kill('SIGKILL');
    await ended;
    const before = points();
    const again = archscale(['validate', source, '--out', out]);
    expect(again.code).toBe(0);
    expect(points().slice(0, before.length)).toEqual(before);
    expect(
      points()
        .map(({ index }) => index)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 12 }, (_, index) => index));
    const whole = run(study('optimiser: gd')).result;
    const values = new Map(points().map(({ index, point }) => [index, point.value]));
    expect(whole.points.map(({ value }) => value)).toEqual(whole.points.map((_, index) => values.get(index)));
  }, 400_000);

  it('learns from noisy labels, from more samples', () => {
    const clean = run(study()).result.points;
    const noisy = run(study('optimiser: sgd', 'noise: 2')).result.points;
    const mean = (points: Descent['points']): number =>
      points.reduce((sum, { value }) => sum + value, 0) / points.length;
    expect(mean(noisy)).toBeLessThan(mean(clean));
  }, 200_000);

  it.each([
    ['another engine', study(), ['--engine', 'torch'], 'The descent level has no engine torch; there is: js.'],
    [
      'a scan of the ridge',
      study()
        .replace('samples: 2*d, 20*d', 'scan: ridge from 0.1 to 1')
        .replace('ridge: 0.1', 'ridge: 0.1\n  samples: 8*d'),
      [],
      'does not do: remove scan',
    ],
  ])('is refused with the reason: %s', (_, text, more, reason) => {
    const { code, stderr } = archscale(['validate', file(text), '--out', join(folder(), 'run'), ...more]);
    expect(code).toBeGreaterThan(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain(reason);
  });

  it('refuses an optimiser that there is not', () => {
    const { code, stderr } = archscale(['validate', file(study()), '--optimiser', 'lion']);
    expect(code).toBe(2);
    expect(stderr).toContain('gd, sgd, onepass, adam, adamw');
  });
});
