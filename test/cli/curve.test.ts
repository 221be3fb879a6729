import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale, file, twoLayer } from './archscale.js';
import type { PredictionJson } from './contract.js';

/** d = 64, N = 1024, y = He_1 + 0.5 He_3: He_1 from d = 64, He_3 from sqrt(N d) = 256; shares 0.8 and 0.2. */
const mixed = join(root, 'examples/mixed.arch');
const odd = ['curve', mixed, '--study', 'OddMixture'];

const json = (args: readonly string[]): unknown => JSON.parse(archscale([...args, '--format', 'json']).stdout);

describe('archscale curve', () => {
  it('gives each component its own energy, sample scale and exponent, the first learned first', () => {
    expect(json(odd)).toMatchObject({
      study: 'OddMixture',
      energy: { expression: 'sqrt(N*d)', value: 256 },
      samples: { expression: 'sqrt(N*d)', value: 256 },
      sharedPrice: true,
      learning: [
        { component: 'He_1', weight: 0.8, samples: { expression: 'd', value: 64 }, exponent: '1/2' },
        { component: 'He_3', weight: 0.2, samples: { expression: 'sqrt(N*d)', value: 256 }, exponent: '1' },
      ],
      provenance: [
        { rule: 'partial-alignment', status: 'published' },
        { rule: 'learning-curve', status: 'derived' },
      ],
    });
  });

  it('gives the pieces of a curve, a jump where one unit holds the energy', () => {
    // alpha sqrt(N d) down to alpha = sqrt(d/N) = 1/4; E = d there; alpha^2 d^3 below alpha = 1/d.
    expect(json(odd)).toMatchObject({
      learning: [
        { segments: [{ pattern: 'lazy', exponent: '1/2' }] },
        {
          segments: [
            { pattern: 'specialization', alignment: { value: 1 }, samples: { value: 256 }, exponent: '1' },
            { alignment: { expression: 'sqrt(d/N)', value: 0.25 }, samples: { expression: 'd' }, exponent: null },
            { pattern: 'lazy', alignment: { expression: '1/d' }, samples: { expression: 'd' }, exponent: '1/2' },
          ],
        },
      ],
    });
  });

  it('gives points on the grid that is asked for', () => {
    // P = 16: alpha_1 = (16/64)^(1/2). P = 64 falls on the jump, which is reached. P = 128: alpha_3 = 128/256.
    const answer = json([...odd, '--from', '16', '--to', '256', '--points', '5']) as {
      points: { samples: number; alignment: Record<string, number>; error: number }[];
    };
    expect(answer.points.map(({ samples }) => Math.round(samples))).toEqual([16, 32, 64, 128, 256]);
    const [first, , , fourth, last] = answer.points;
    expect(first?.alignment.He_1).toBeCloseTo(0.5, 12);
    expect(first?.alignment.He_3).toBeCloseTo(1 / 128, 12);
    expect(first?.error).toBeCloseTo(0.8 / 4 + 0.2 * (127 / 128) ** 2, 12);
    expect(fourth?.alignment).toEqual({ He_1: 1, He_3: expect.closeTo(0.5, 12) as number });
    expect(fourth?.error).toBeCloseTo(0.05, 12);
    expect(last).toEqual({ samples: 256, alignment: { He_1: 1, He_3: 1 }, error: 0 });
  });

  it('prints a table', () => {
    const { code, stdout, stderr } = archscale(odd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/He₁ +80 % +d = 64 +α ~ \(P\/P\*\)\^\(1\/2\) +lazy/);
    expect(stdout).toMatch(/He₃ +20 % +√\(N·d\) = 256 +α ~ P\/P\* +specialization/);
    expect(stdout).toContain('no more than its dearest component');
    expect(stdout).toMatch(/P +α He₁ +α He₃ +error ≥/);
  });

  it('prints CSV: samples, a column a component, the error', () => {
    const { stdout } = archscale([...odd, '--format', 'csv', '--points', '3', '--to', '2560']);
    const lines = stdout.split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe('samples,He_1,He_3,error');
    expect(lines[3]).toBe('2560,1,1,0');
  });

  it.each([
    [['--from', 'many'], '--from many: this is not a number of samples'],
    [['--to', '-4'], '--to -4: this is not a number of samples'],
    [['--from', '10', '--to', '5'], 'There are no samples from 10 to 5'],
    [['--points', '1'], '--points 1: write a whole number from 2'],
    [['--study', 'Nobody'], 'has no study Nobody; it has OddMixture, EvenMixture'],
  ])('refuses %j', (options, message) => {
    const study = options.includes('--study') ? [] : ['--study', 'OddMixture'];
    const { code, stdout, stderr } = archscale(['curve', mixed, ...study, ...options]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(' at ');
  });

  it('is refused a study with errors', () => {
    const broken = file(twoLayer.replace('activation: erf', 'activation: quadratic'));
    expect(archscale(['curve', broken]).code).toBe(1);
  });
});

describe('the JSON of a prediction', () => {
  const predicted = (text: string) => {
    const answer = JSON.parse(archscale(['predict', file(text), '--format', 'json']).stdout) as PredictionJson;
    return answer.studies[0];
  };

  it('says what an algorithm needs: for He_3 d^2, smoothed d^(3/2), with reused samples d, a kernel d^3', () => {
    const [onePass, smoothed] = [
      { expression: 'd^2', exponents: { d: '2' }, value: 4096 },
      { expression: 'd^(3/2)', exponents: { d: '3/2' }, value: 512 },
    ];
    expect(predicted(twoLayer)?.algorithmic).toEqual({
      informationExponent: 3,
      generativeExponent: 1,
      onePass,
      smoothed,
      reused: { expression: 'd', exponents: { d: '1' }, value: 64, constant: expect.closeTo(1.5, 2) as number },
      onlineSgd: onePass,
      smoothedSgd: smoothed,
      kernel: { expression: 'd^3', exponents: { d: '3' }, value: 262144 },
    });
  });

  it('says the constant of a function with a name for the whole function, not for its first components', () => {
    // By hand: E(Z|sign Z) = sqrt(2/pi) sign Z, so that the constant is pi/2; sin(10 x) reveals less than 1e-12.
    expect(predicted(twoLayer.replace('he(3)', 'sign(3)'))?.algorithmic?.reused.constant).toBeCloseTo(Math.PI / 2, 9);
    expect(predicted(twoLayer.replace('he(3)', 'sin(10*x, 3)'))?.algorithmic?.reused.constant).toBeNull();
  });

  it('says it for one direction only', () => {
    expect(predicted(twoLayer.replace('he(3)', 'teacher(4, he(3))'))?.algorithmic).toBeNull();
  });

  it('says what is learned when: alpha ~ (P/P*)^exponent', () => {
    expect(predicted(twoLayer.replace('he(3)', 'he(1) + he(3)'))?.learning).toEqual([
      {
        component: 'He_1',
        energy: { expression: 'd', exponents: { d: '1' }, value: 64 },
        samples: { expression: 'd', exponents: { d: '1' }, value: 64 },
        exponent: '1/2',
      },
      {
        component: 'He_3',
        energy: { expression: 'sqrt(N*d)', exponents: { N: '1/2', d: '1/2' }, value: 256 },
        samples: { expression: 'sqrt(N*d)', exponents: { N: '1/2', d: '1/2' }, value: 256 },
        exponent: '1',
      },
    ]);
  });
});
