import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale, file, folder, twoLayer } from './archscale.js';

const example = join(root, 'examples/two-layer.arch');
const twoStudies = `${twoLayer}study Second { network: TwoLayer target: cubic }\n`;

interface ResultJson {
  study: string;
  level: string;
  engine: string;
  status: string;
  sweep: { variable: string; values: number[] };
  predicted: { exponent: string };
  measured: { exponent: number; interval: [number, number]; confidence: number };
  verdict: string;
  reason: string;
  prefactor: { value: number; interval: [number, number] };
  points: { sizes: Record<string, number>; seed: number; value: number; error: number }[];
  seconds: number;
}

interface Planned {
  level: string;
  points: number;
  seeds: number;
  sweep: { values: number[] };
  cost: { seconds: number };
  plan: unknown;
}

describe('a validation of the example', () => {
  it('measures the predicted exponent within 0.05, and leaves the result in its folder', () => {
    const out = join(folder(), 'run');
    const { code, stdout, stderr } = archscale(['validate', example, '--out', out, '--format', 'json']);
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as ResultJson;
    expect(result).toMatchObject({
      study: 'Cubic',
      level: 'rate',
      engine: 'js',
      status: 'finished',
      verdict: 'agrees',
    });
    expect(result.sweep.variable).toBe('d');
    // N ~ d, so E = sqrt(N*d) = d.
    expect(result.predicted.exponent).toBe('1');
    expect(Math.abs(result.measured.exponent - 1)).toBeLessThan(0.05);
    const [low, high] = result.measured.interval;
    expect(low).toBeLessThanOrEqual(result.measured.exponent);
    expect(high).toBeGreaterThanOrEqual(result.measured.exponent);
    // Prefactors are of order 1 to 10.
    expect(result.prefactor.value).toBeGreaterThan(1);
    expect(result.prefactor.value).toBeLessThan(20);
    expect(result.points.map(({ sizes }) => sizes.d)).toEqual(result.sweep.values);
    expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))).toEqual(result);
    expect(stderr).toMatch(/\d of \d/);
  });

  it('prints verdict and exponents in text', () => {
    const out = join(folder(), 'run');
    const { code, stdout } = archscale(['validate', example, '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toContain('agrees');
    expect(stdout).toMatch(/predicted +d to the power 1 /);
    expect(stdout).toMatch(/measured +d to the power (0\.9[5-9]|1\.0[0-4])/);
    expect(stdout).toContain(out);
  });

  it('lies beside the file when no folder is named', () => {
    const path = file(readFileSync(example), 'mine.arch');
    expect(archscale(['validate', path]).code).toBe(0);
    expect(existsSync(join(dirname(path), '.archscale/mine/Cubic-rate/result.json'))).toBe(true);
  });
});

describe('a study with a validate block', () => {
  const study = (block: string): string =>
    file(`scale d = 64  scale N = 256
network Net { input gaussian(d) dense h (width: N, activation: erf) output linear }
target cubic = he(3)
study Cubic { network: Net target: cubic validate { ${block} } }
`);
  const measured = (path: string, ...options: string[]): ResultJson => {
    const { code, stdout } = archscale([
      'validate',
      path,
      '--out',
      join(folder(), 'run'),
      '--format',
      'json',
      ...options,
    ]);
    expect(code).toBe(0);
    return JSON.parse(stdout) as ResultJson;
  };

  it('is measured as the block says', () => {
    const result = measured(study('sweep: d from 128 to 2048  points: 3  seeds: 2  follow: N ~ 4 * d'));
    // Evenly in the logarithm: sqrt(128 * 2048) = 512. N = 4 d makes E = sqrt(N * d) = 2 d.
    expect(result.sweep).toEqual({ variable: 'd', values: [128, 512, 2048] });
    expect(result.points.map(({ sizes, seed }) => [sizes.d, seed])).toEqual(
      [128, 512, 2048].flatMap((size) => [1, 2].map((seed) => [size, seed])),
    );
    expect(result.predicted.exponent).toBe('1');
  });

  it('sweeps the size that it names', () => {
    const result = measured(study('sweep: N  points: 4'));
    expect(result.sweep.variable).toBe('N');
    expect(result.sweep.values).toHaveLength(4);
    // d stays at 64: E = sqrt(N * d).
    expect(result.predicted.exponent).toBe('1/2');
  });

  it('gives way to the options of the call', () => {
    const path = study('sweep: d from 128 to 2048  points: 3  preset: full  follow: N ~ d  engine: torch');
    expect(measured(path, '--preset', 'quick', '--engine', 'js')).toMatchObject({
      engine: 'js',
      plan: { preset: 'quick' },
    });
  });

  it('is not measured while the block has an error', () => {
    const { code, stderr } = archscale(['validate', study('seeds: 0')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/seeds: write such a whole number/);
    expect(stderr).toMatch(/Cubic cannot be validated/);
  });
});

describe('a plan', () => {
  it('says what would be measured, why, and what it costs, and measures nothing', () => {
    const path = file(twoLayer);
    const { code, stdout } = archscale(['validate', path, '--plan']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/sweep +d from \d+ to \d+\s+\(the size in which E moves/);
    expect(stdout).toMatch(/points +7: 7 sizes, 1 seed each\s+\(as the quick preset has them\)/);
    expect(stdout).toMatch(/cost +about \d+ (s|min) and \d+ MB\s+\(one point was timed/);
    expect(existsSync(join(dirname(path), '.archscale'))).toBe(false);
  });

  it('is the plan that the run then has', () => {
    const path = file(twoLayer);
    const plan = JSON.parse(archscale(['validate', path, '--plan', '--format', 'json']).stdout) as Planned;
    const { stdout, stderr } = archscale(['validate', path, '--out', join(folder(), 'run'), '--format', 'json']);
    // The run keeps what was asked for beside it, to be continued by the same question.
    expect((JSON.parse(stdout) as { plan: unknown }).plan).toMatchObject(plan.plan as object);
    expect(stderr.indexOf('the plan: ')).toBeGreaterThanOrEqual(0);
    expect(stderr.indexOf('the plan: ')).toBeLessThan(stderr.indexOf('1 of 7'));
    expect(plan).toMatchObject({ level: 'rate', points: 7, seeds: 1 });
    expect(plan.cost.seconds).toBeGreaterThan(0);
  });

  it('is made of a text that is not saved', () => {
    const path = file(twoLayer);
    const unsaved = twoLayer.replace(/target: cubic/, 'target: cubic validate { sweep: d from 128 to 512 points: 3 }');
    const { code, stdout } = archscale(['validate', path, '--plan', '--stdin', '--format', 'json'], {}, unsaved);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Planned).sweep.values).toEqual([128, 256, 512]);
  });

  it('is refused with the reason where there can be none', () => {
    const { code, stderr } = archscale(['validate', file(twoLayer), '--plan', '--engine', 'nonsense']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/auto, js, torch/);
  });
});

describe('an interrupted validation', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 3 on %s, says how to resume, and is resumed by the same call',
    async (request) => {
      const out = join(folder(), 'run');
      const call = ['validate', example, '--out', out, '--format', 'json'];
      const run = spawn(process.execPath, [join(root, 'dist/cli.cjs'), ...call]);
      let stderr = '';
      run.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
        if (!run.killed && /^1 of /m.test(stderr)) run.kill(request);
      });
      const code = await new Promise((resolve) => run.on('close', resolve));
      expect(code).toBe(3);
      expect(stderr).toMatch(/same call/);

      const before = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as ResultJson;
      expect(before.status).toBe('interrupted');
      expect(before.points.length).toBeGreaterThan(0);

      const { code: resumed, stdout } = archscale(call);
      expect(resumed).toBe(0);
      const after = JSON.parse(stdout) as ResultJson;
      expect(after.points.slice(0, before.points.length)).toEqual(before.points);
      const measured = readFileSync(join(out, 'events.jsonl'), 'utf8').match(/"event":"point"/g) ?? [];
      expect(measured).toHaveLength(after.points.length);
    },
  );
});

describe('a call that cannot be served ends with 2 and says why', () => {
  it.each([
    [['--on', 'slurm', '--slurm', 'colour=red'], /no setting colour; there is: partition, /],
    [['--on', 'slurm', '--slurm', 'parts=few'], /parts is a whole number/],
    [['--on', 'slurm', '--slurm', 'time='], /time=\.\.\./],
    [['--level', 'deep'], /rate, training/],
    [['--preset', 'tiny'], /quick, full/],
    [['--study', 'Nowhere'], /no study Nowhere; it has Cubic/],
  ])('%j', (options, message) => {
    const out = join(folder(), 'run');
    const { code, stdout, stderr } = archscale(['validate', file(twoLayer), '--out', out, ...options]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [['--engine', 'torch'], /no engine torch/],
    [['--level', 'training'], /too dear to train/],
  ])('and a run that is refused is a run with its reason: %j', (options, message) => {
    const out = join(folder(), 'run');
    const { code, stdout, stderr } = archscale(['validate', file(twoLayer), '--out', out, ...options]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as ResultJson & { reason: string };
    expect(result).toMatchObject({ study: 'Cubic', status: 'failed', verdict: 'cannot tell', points: [] });
    expect(result.reason).toMatch(message);
  });

  it('when the file has several studies and none is named', () => {
    const { code, stderr } = archscale(['validate', file(twoStudies)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--study NAME \(Cubic, Second\)/);
  });

  it('when there is no size to sweep', () => {
    const fixed = twoLayer.replace('gaussian(d)', 'gaussian(64)').replace('width: N', 'width: 1024');
    const { code, stderr } = archscale(['validate', file(fixed), '--out', join(folder(), 'run')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Cubic has no size to sweep: its energy is 256\..*a free size/s);
  });
});

it('ends with 2 where there is no Slurm, and says what is missing', () => {
  const out = join(folder(), 'run');
  const { code, stderr } = archscale(['validate', example, '--out', out, '--on', 'slurm'], { PATH: '/nowhere' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/sbatch was not found: .* PATH/);
  expect(existsSync(out)).toBe(false);
});

it('ends with 1 when the study depends on an error, which is printed', () => {
  const path = file(twoLayer.replace('he(3)', 'he(2)'));
  const { code, stderr } = archscale(['validate', path]);
  expect(code).toBe(1);
  expect(stderr).toContain(`${path}:`);
  expect(stderr).toContain('Cubic cannot be predicted');
});

it('ends with 4 when the folder cannot be made, and touches nothing', () => {
  const occupied = join(folder(), 'occupied');
  writeFileSync(occupied, 'mine');
  const { code, stderr } = archscale(['validate', example, '--out', occupied]);
  expect(code).toBe(4);
  expect(stderr).toContain(occupied);
  expect(readFileSync(occupied, 'utf8')).toBe('mine');
});
