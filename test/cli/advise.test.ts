import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale, file, twoLayer, type Answer } from './archscale.js';
import type { MonomialJson } from './contract.js';

interface AdviceJson {
  sizes: Record<string, MonomialJson>;
  energy: MonomialJson;
  pattern: string[];
  learnable: boolean | null;
  why: string[];
}

const threeLayer = join(root, 'examples/three-layer.arch');

const advise = (...args: string[]): Answer => archscale(['advise', ...args]);
const json = (...args: string[]): AdviceJson => JSON.parse(advise(...args, '--format', 'json').stdout) as AdviceJson;

describe('the JSON of advice', () => {
  it('gives the three-layer study energy d, also over a width that the file ties', () => {
    const advice = json(threeLayer, '--study', 'Cubic', '--free', 'N1,N2');
    expect(advice.energy).toEqual({ expression: 'd', exponents: { d: '1' }, value: 64 });
    expect(advice.sizes).toEqual({
      N1: { expression: 'd', exponents: { d: '1' }, value: 64 },
      N2: { expression: 'd', exponents: { d: '1' }, value: 64 },
    });
    expect(advice.pattern).toHaveLength(2);
    // The study has 20*d samples.
    expect(advice.learnable).toBe(true);
    expect(advice.why.join(' ')).toContain('from 1 to d = 64');
  });

  it('can be put into the file: a prediction then says the same', () => {
    const advice = json(file(twoLayer), '--free', 'N');
    const there = file(twoLayer.replace('N = 1024', `N = ${advice.sizes.N?.value ?? 0}`));
    const { studies } = JSON.parse(archscale(['predict', there, '--format', 'json']).stdout) as {
      studies: { samples: MonomialJson }[];
    };
    expect(studies[0]?.samples.value).toBeCloseTo(advice.energy.value, 9);
  });

  it('reads the samples in the scope of the file, and says when they do not suffice', () => {
    const path = file(twoLayer);
    expect(json(path, '--free', 'N', '--samples', '20*d')).toMatchObject({
      learnable: true,
      sizes: { N: { value: 1 } },
    });
    expect(json(path, '--free', 'N', '--samples', 'd/2')).toMatchObject({ learnable: false, energy: { value: 64 } });
  });

  it('has no verdict without samples', () => {
    expect(json(file(twoLayer), '--free', 'N').learnable).toBeNull();
  });

  it('keeps within a budget of parameters and of compute', () => {
    // P* = d and N*d weights: d^(1/3) * d^2 = d^(7/3) is the compute of the narrowest one.
    const path = file(twoLayer);
    expect(json(path, '--free', 'N', '--goal', 'widest', '--parameters', 'd^3')).toMatchObject({
      sizes: { N: { expression: 'd^2' } },
    });
    expect(json(path, '--free', 'N', '--compute', 'd^(7/3)')).toMatchObject({
      sizes: { N: { expression: 'd^(1/3)' } },
    });
  });

  it('gives all free sizes one width when told to', () => {
    expect(json(threeLayer, '--free', 'N1,N2', '--equal-widths', '--goal', 'widest').sizes).toMatchObject({
      N1: { expression: 'd^5' },
      N2: { expression: 'd^5' },
    });
  });
});

it('says in words why, and what to write into the file', () => {
  const { code, stdout, stderr } = advise(threeLayer, '--free', 'N1,N2');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('A small error needs the fewest samples with N1 = d = 64 and N2 = d = 64');
  expect(stdout).toContain('    scale N1 = 64\n    scale N2 = 64\n');
});

describe('a question that is none', () => {
  it.each([
    ['a size that the study does not have', ['--free', 'M'], /M is no size of Cubic: it depends on/],
    ['no sizes', ['--free', ' , '], /Say which sizes may be chosen/],
    ['nothing said to be free', [], /--free/],
    ['an unknown name', ['--free', 'N', '--samples', '2*K'], /--samples 2\*K: .*No scale is called K/],
    ['a sum', ['--free', 'N', '--samples', 'd + N'], /--samples d \+ N: A sum of different sizes/],
    ['half an expression', ['--free', 'N', '--parameters', '20*'], /--parameters 20\*: /],
    ['a declaration', ['--free', 'N', '--samples', 'd } target t = he(3) study X { ridge: 1'], /this is not a size/],
    ['an unclosed comment', ['--free', 'N', '--samples', '/*'], /not closed/],
    ['a goal that is none', ['--free', 'N', '--goal', 'best'], /samples, smallest, widest/],
    ['a smallest network without samples', ['--free', 'N', '--goal', 'smallest'], /say how many there are/],
    ['too small a budget', ['--free', 'N', '--parameters', '1'], /the smallest network has d = 64 parameters/],
  ])('%s ends with 2 and a message', (_, args, message) => {
    const { code, stdout, stderr } = advise(file(twoLayer), ...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('about a study with an error ends with 1', () => {
    const { code, stderr } = advise(file(twoLayer.replace('he(3)', 'he(2)')), '--free', 'N');
    expect(code).toBe(1);
    expect(stderr).toContain('Cubic cannot be predicted');
  });
});
