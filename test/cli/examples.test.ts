import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale } from './archscale.js';
import { nameOf, type PredictionJson } from './contract.js';

interface Expected {
  /** Exponents of P*. */
  readonly samples: Record<string, string>;
  readonly value: number;
  /** The winner, where no other pattern ties with it. */
  readonly pattern?: string;
}

const squareRoot = { N: '1/2', d: '1/2' };

/** By hand, from docs/theory.md; the comments of each example derive them. */
const expected: Record<string, Record<string, Expected>> = {
  'two-layer.arch': { Cubic: { samples: { d: '1' }, value: 64, pattern: 'specialization' } },
  'lazy.arch': {
    Cubic: { samples: { d: '3' }, value: 512, pattern: 'lazy' },
    Quintic: { samples: { d: '7/2' }, value: 2 ** 10.5, pattern: 'specialization' },
  },
  'gfl.arch': { Cubic: { samples: { N: '3/4', d: '3/4' }, value: 2 ** 10.5, pattern: 'gfl' } },
  'three-layer.arch': { Cubic: { samples: { d: '1' }, value: 128, pattern: 'lazy, specialization' } },
  'first-layer.arch': {
    Cubic: { samples: { N1: '1/2', d: '1/2' }, value: 2 ** 6.5, pattern: 'specialization, lazy' },
  },
  'transition.arch': {
    Left: { samples: { NarrowN1: '1/2', d: '1/2' }, value: 2 ** 6.5, pattern: 'specialization, lazy' },
    Right: { samples: { d: '1' }, value: 128, pattern: 'lazy, specialization' },
  },
  'magnetization.arch': { Cubic: { samples: { d: '1' }, value: 64 } },
  'convolution.arch': { Linear: { samples: { d: '3/4' }, value: 512 } },
  'attention.arch': {
    Attend: { samples: { H: '1/2', L: '1/2', d: '3/2' }, value: 8192 },
    AttendCheaply: { samples: { L: '1/2', d: '1' }, value: 8192 },
  },
  'residual.arch': {
    Around: { samples: squareRoot, value: 256, pattern: 'specialization, lazy' },
    // One long unit: m^2 d against N/m^4.
    Through: { samples: { N: '1/3', d: '2/3' }, value: 2 ** (22 / 3), pattern: 'lazy, specialization' },
  },
  'teacher.arch': {
    One: { samples: squareRoot, value: 256, pattern: 'specialization' },
    Many: { samples: { k: '1/2', ...squareRoot }, value: 512, pattern: 'specialization' },
  },
  'mean-field.arch': {
    Ridge: { samples: { N: '1', d: '1/2' }, value: 8192, pattern: 'specialization' },
    SmallRidge: { samples: { d: '1/2' }, value: 8, pattern: 'specialization' },
  },
  // kappa E with E = N sqrt(d/v): v = 8/1.54 (N/700)^(1/2) and d = 150 (N/700)^(1/2).
  'published-transition.arch': {
    Transition: {
      samples: { N: '1/2' },
      value: (0.18 / 1.54) * 700 * Math.sqrt((150 * 1.54) / 8),
      pattern: 'specialization',
    },
  },
  'deep.arch': {
    WiderThanData: { samples: { Wide: '1/2', d: '1/2' }, value: 128 },
    NarrowerThanData: { samples: { Narrow: '9/10', d: '1/10' }, value: 2 ** 4.2 },
  },
  'mixed.arch': {
    OddMixture: { samples: squareRoot, value: 256, pattern: 'specialization' },
    EvenMixture: { samples: squareRoot, value: 256, pattern: 'specialization' },
  },
  'relu.arch': {
    Quartic: { samples: { d: '3/2' }, value: 64 },
    Cubic: { samples: { d: '2' }, value: 256 },
  },
  'experts.arch': {
    Routing: { samples: { X: '1', ...squareRoot }, value: 1024, pattern: 'specialization' },
    Dense: { samples: { X: '1/2', ...squareRoot }, value: 512, pattern: 'specialization' },
  },
  'spiked.arch': {
    WithoutSignal: { samples: squareRoot, value: 1024, pattern: 'specialization' },
    WithSignal: { samples: { s: '-1/2', ...squareRoot }, value: 256, pattern: 'lazy, specialization' },
  },
  'hierarchical.arch': {
    Shallow: { samples: { d: '6' }, value: 2 ** 24, pattern: 'lazy' },
    Deep: { samples: { d: '2' }, value: 512, pattern: 'lazy, specialization' },
    FormAlone: { samples: { d: '2' }, value: 256, pattern: 'lazy' },
  },
  'recurrent.arch': {
    OneStep: { samples: { N: '3/4', d: '3/4' }, value: 2 ** 10.5, pattern: 'gfl' },
    FourSteps: { samples: { d: '3/4' }, value: 512, pattern: 'gfl' },
    ThreeWide: { samples: { d: '1' }, value: 8192, pattern: 'specialization' },
  },
  'transformer.arch': {
    WithoutEmbedding: { samples: { d: '2' }, value: 4096 },
    WithEmbedding: { samples: { d: '3/2' }, value: 512 },
    OneBlock: { samples: { d: '5/3' }, value: 1024, pattern: 'gfl, gfl' },
    Both: { samples: { d: '4/3' }, value: 256 },
  },
  'directions.arch': {
    Sum: { samples: squareRoot, value: 512, pattern: 'specialization' },
    Product: { samples: squareRoot, value: 512, pattern: 'specialization' },
    Step: { samples: squareRoot, value: 512, pattern: 'specialization' },
    Corner: { samples: { R: '1/2', d: '1' }, value: 8192, pattern: 'specialization, lazy' },
  },
  // kappa sqrt(N d), kappa sqrt(n d), and kappa sqrt(H L d^3) of 4 heads.
  'descent.arch': {
    Cubic: { samples: squareRoot, value: 0.2 * Math.sqrt(2048), pattern: 'specialization' },
    CubicOnePass: { samples: squareRoot, value: 0.2 * Math.sqrt(2048), pattern: 'specialization' },
    Square: { samples: squareRoot, value: 0.2 * Math.sqrt(2048), pattern: 'specialization' },
    SquareOnePass: { samples: squareRoot, value: 0.2 * Math.sqrt(2048), pattern: 'specialization' },
    DeepCubic: { samples: { n: '1/2', d: '1/2' }, value: 6.4 },
    Attention: { samples: { L: '1/2', d: '3/2' }, value: 0.2 * Math.sqrt(4 * 4 * 32 ** 3) },
  },
  'noise.arch': {
    Clean: { samples: squareRoot, value: 0.2 * Math.sqrt(512), pattern: 'specialization' },
    Noisy: { samples: squareRoot, value: 0.2 * Math.sqrt(512), pattern: 'specialization' },
    Noisier: { samples: squareRoot, value: 0.2 * Math.sqrt(512), pattern: 'specialization' },
  },
  // Mean-field scaling multiplies the readout's N/M by N: kappa N sqrt(d).
  'robustness.arch': {
    Lazy: { samples: squareRoot, value: 0.01 * Math.sqrt(1024), pattern: 'specialization' },
    Specialised: { samples: { N: '1', d: '1/2' }, value: 0.01 * 128 * Math.sqrt(8), pattern: 'specialization' },
  },
  'common.arch': {},
  'imports.arch': {
    Cubic: { samples: { d: '1' }, value: 256, pattern: 'specialization' },
    Quintic: { samples: { d: '1' }, value: 256, pattern: 'specialization' },
  },
};

/**
 * What counting asks for, by hand, where it is more than P*: max(1, kappa) r_1 = d for one direction on gaussian(d). Everywhere else a small
 * error needs no more than P*: there E is at least d.
 */
const counted: Record<string, number> = {
  // P* = (N d)^(3/4) = 1448 with 4 units, d = 4096.
  'gfl.arch: Cubic': 4096,
  // kappa = 1/N: P* = sqrt(d) = 8, and counting does not fall with a ridge below 1: d = 64.
  'mean-field.arch: SmallRidge': 64,
  // P* = (Narrow^9 d)^(1/10) = 18.4, d = 64.
  'deep.arch: NarrowerThanData': 64,
  // P* = kappa sqrt(N d) < d, for kappa = 0.2 and 0.01.
  'descent.arch: Cubic': 32,
  'descent.arch: CubicOnePass': 32,
  'descent.arch: Square': 32,
  'descent.arch: SquareOnePass': 32,
  'descent.arch: DeepCubic': 32,
  'noise.arch: Clean': 16,
  'noise.arch: Noisy': 16,
  'noise.arch: Noisier': 16,
  'robustness.arch: Lazy': 8,
  'robustness.arch: Specialised': 8,
  // P* = (N d)^(3/4) = 1448 and d^(3/4) = 512, d = 4096.
  'recurrent.arch: OneStep': 4096,
  'recurrent.arch: FourSteps': 4096,
};

const mistake = 'even-target-mistake.arch';
const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.arch'));
const predict = (name: string) => archscale(['predict', join(root, 'examples', name), '--format', 'json']);

it('there are at least twelve, each with a title in its first line', () => {
  expect(examples.length).toBeGreaterThanOrEqual(12);
  for (const name of examples) {
    expect(readFileSync(join(root, 'examples', name), 'utf8'), name).toMatch(/^\/\/ \S.{10,}\n/);
  }
});

it('each has its numbers here', () => {
  expect([...examples].sort()).toEqual([...Object.keys(expected), mistake].sort());
});

describe.each(Object.entries(expected))('%s', (name, studies) => {
  it('predicts what its comments derive', () => {
    const { code, stdout } = predict(name);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as PredictionJson;
    expect(answer.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(answer.studies.map((study) => study.name)).toEqual(Object.keys(studies));
    for (const study of answer.studies) {
      const { samples, value, pattern } = studies[study.name] ?? { samples: {}, value: NaN };
      expect(study.samples.exponents, study.name).toEqual(samples);
      expect(study.samples.value, study.name).toBeCloseTo(value, 6);
      const count = counted[`${name}: ${study.name}`];
      expect(study.fit.rule, study.name).toBe(count === undefined ? 'energy' : 'counting');
      expect(study.fit.samples.value, study.name).toBeCloseTo(count ?? value, 6);
      const [winner] = study.patterns;
      if (pattern) expect(winner && nameOf(winner), study.name).toBe(pattern);
    }
  });
});

describe(mistake, () => {
  it('has one error, which names the degree and the activation and where the network is', () => {
    const { code, stdout, stderr } = predict(mistake);
    expect(code).toBe(1);
    const { diagnostics, studies } = JSON.parse(stdout) as PredictionJson;
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.severity).toBe('error');
    expect(diagnostics[0]?.message).toMatch(/He_2|He₂|degree 2/);
    expect(diagnostics[0]?.message).toContain('erf');
    expect(diagnostics[0]?.message).toContain('odd');
    expect(studies).toEqual([]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(`${mistake}:${diagnostics[0]?.line}:${diagnostics[0]?.column}: `);
  });
});
