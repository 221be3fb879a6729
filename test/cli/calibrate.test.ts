import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archscale, file, twoLayer, type Answer } from './archscale.js';

interface Calibrated {
  value: number;
  interval: [number, number];
  run: string;
  prefactor: { value: number; interval: [number, number] };
  standing: string | null;
}

const withSamples = (samples: string) => twoLayer.replace('target: cubic\n', `target: cubic\n  samples: ${samples}\n`);
/** The file of a study, validated. */
function validated(content = twoLayer): string {
  const path = file(content, 'net.arch');
  expect(archscale(['validate', path]).code).toBe(0);
  return path;
}
const beside = (path: string) => `${path}.calibration.json`;
const numbers = (path: string): Partial<Record<'calibrated' | 'calibratedEnergy', Calibrated | null>> => {
  const { stdout } = archscale(['predict', path, '--format', 'json']);
  return (JSON.parse(stdout) as { studies: Record<string, Calibrated | null>[] }).studies[0] ?? {};
};
const calibrated = (path: string): Calibrated | null => numbers(path).calibrated ?? null;
const energy = (path: string): Calibrated | null => numbers(path).calibratedEnergy ?? null;
/** The kept prefactor as a training run would have left it: it scales P*. */
const asOfTraining = (path: string): void =>
  writeFileSync(beside(path), readFileSync(beside(path), 'utf8').replace('"level": "rate"', '"level": "training"'));
const text = ({ stdout, stderr }: Answer): string => stdout + stderr;

describe('a study that was validated and calibrated', () => {
  it('has E in measured numbers: the prefactor of the run times its scale, with the interval; P* stays a scale', () => {
    const path = validated();
    expect(energy(path)).toBeNull();
    const { code, stdout } = archscale(['calibrate', path]);
    expect(code).toBe(0);
    expect(stdout).toContain('Run .archscale/net/Cubic-rate measured E = ');
    const run = JSON.parse(readFileSync(join(dirname(path), '.archscale/net/Cubic-rate/result.json'), 'utf8')) as {
      prefactor: Calibrated['prefactor'];
    };
    const answer = energy(path);
    expect(answer).toMatchObject({ run: '.archscale/net/Cubic-rate', level: 'rate', prefactor: run.prefactor });
    expect(calibrated(path)).toBeNull();
    // N = 1024, d = 64: sqrt(N*d) = 256.
    expect(answer?.value).toBeCloseTo(256 * run.prefactor.value, 6);
    expect(answer?.interval[0]).toBeCloseTo(256 * run.prefactor.interval[0], 6);
    expect(answer?.interval[1]).toBeCloseTo(256 * run.prefactor.interval[1], 6);
    expect(archscale(['predict', path]).stdout).toMatch(/measured E = \d+ \[.*not the number\s+of samples/s);
  });

  it('has P* in measured numbers once a training run measured it', () => {
    const path = validated();
    archscale(['calibrate', path]);
    asOfTraining(path);
    const answer = calibrated(path);
    expect(answer).toMatchObject({ level: 'training', standing: null });
    expect(answer?.value).toBeCloseTo(256 * (answer?.prefactor.value ?? 0), 6);
    expect(energy(path)).toBeNull();
    expect(archscale(['predict', path]).stdout).toMatch(/Calibrated by run .archscale\/net\/Cubic-rate: P\* = \d+ \[/);
  });

  it('holds samples against the interval, not against the bare scale', () => {
    // 300 is above 256, and below any prefactor of order 8 times 256.
    const path = validated(withSamples('300'));
    archscale(['calibrate', path]);
    // E is calibrated by the rate run; the samples stay beside the bare scale.
    expect(calibrated(path)).toBeNull();
    asOfTraining(path);
    expect(calibrated(path)?.standing).toBe('below');
    writeFileSync(path, withSamples('1000000'));
    expect(calibrated(path)?.standing).toBe('above');
  });

  it('is calibrated no more once its network is another, and says so', () => {
    const path = validated();
    archscale(['calibrate', path]);
    writeFileSync(path, twoLayer.replace('erf', 'tanh'));
    expect(energy(path)).toBeNull();
    expect(archscale(['predict', path]).stdout).toMatch(/Not calibrated by run .*changed/);
    const again = archscale(['calibrate', path]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('measured another network or target than Cubic has now');
  });

  it('is a bare scale again when its calibration is taken away, and the file goes with the last one', () => {
    const path = validated();
    archscale(['calibrate', path]);
    expect(existsSync(beside(path))).toBe(true);
    expect(archscale(['calibrate', path, '--remove']).code).toBe(0);
    expect(existsSync(beside(path))).toBe(false);
    expect(energy(path)).toBeNull();
  });
});

it('a validation says how its prefactor is kept', () => {
  const path = file(twoLayer, 'net.arch');
  expect(archscale(['validate', path]).stdout).toContain(`archscale calibrate ${path} --study Cubic`);
});

it('a broken calibration file is a warning, never the end; calibrate leaves it as it is', () => {
  const path = validated();
  writeFileSync(beside(path), '{ "format": 1');
  const { code, stdout, stderr } = archscale(['predict', path]);
  expect(code).toBe(0);
  expect(stdout).toContain('alignment needs P');
  expect(stderr).toContain('net.arch.calibration.json cannot be used: it is no JSON');
  const kept = archscale(['calibrate', path]);
  expect(kept.code).toBe(2);
  expect(readFileSync(beside(path), 'utf8')).toBe('{ "format": 1');
});

describe('a run that calibrates nothing is told, and nothing is written', () => {
  interface Result {
    study: string;
    status: string;
    verdict: string;
    prefactor?: unknown;
    plan: { method?: unknown; points: { network: { layers: { sizes: { width: number } }[] } }[] };
  }
  const path = 'result.json';

  it.each<[string, (result: Result) => unknown, RegExp]>([
    ['that disagrees', (result) => (result.verdict = 'disagrees'), /disagrees with the prediction/],
    ['that was stopped', (result) => (result.status = 'interrupted'), /is interrupted: validate Cubic again/],
    ['without a prefactor', (result) => delete result.prefactor, /too few points/],
    [
      'that scanned the ridge',
      (result) => (result.plan.method = { scan: 'ridge' }),
      /scanned the ridge.*without a scan/,
    ],
    ['of another study', (result) => (result.study = 'Other'), /measured Other, not Cubic/],
    [
      'of other widths',
      (result) =>
        result.plan.points.forEach(({ network }) => network.layers.forEach(({ sizes }) => (sizes.width *= 2))),
      /another network or target/,
    ],
    ['that is none', (result) => Reflect.deleteProperty(result, 'plan'), /is not the result of a validation/],
  ])('%s', (_, spoil, message) => {
    const arch = validated();
    const folder = join(dirname(arch), '.archscale/net/Cubic-rate');
    const result = JSON.parse(readFileSync(join(folder, path), 'utf8')) as Result;
    spoil(result);
    writeFileSync(join(folder, path), JSON.stringify(result));
    const answer = archscale(['calibrate', arch, '--from', folder]);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(message);
    expect(existsSync(beside(arch))).toBe(false);
  });

  it('that is not there', () => {
    const answer = archscale(['calibrate', file(twoLayer)]);
    expect(answer.code).toBe(2);
    expect(text(answer)).toContain('there is no result: run archscale validate first');
  });
});

it('a size that follows another in the validation alone is no change of the study', () => {
  const block = '  validate {\n    sweep: d\n    follow: N ~ 4 * d\n  }\n';
  const path = validated(twoLayer.replace('  target: cubic\n}', `  target: cubic\n${block}}`));
  const { code, stderr } = archscale(['calibrate', path]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  // In the study N stays free: sqrt(N*d) = 256.
  const answer = energy(path);
  expect(answer?.value).toBeCloseTo(256 * (answer?.prefactor.value ?? 0), 6);
});
