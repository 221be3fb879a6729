import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Study } from '../../theory/index.js';
import { Monomial, predict } from '../../theory/index.js';
import type { ValidationRequest, ValidationResult } from '../../validation/index.js';
import { InterruptedError, NotMeasurableError, planFor, validate } from '../../validation/index.js';
import type { Choice } from './studies.js';
import { d, twoLayerStudy } from './studies.js';
import { words } from '../../present/words/words.js';
import { inWords } from '../in-words.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'archscale-validate-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function measured(choice: Choice, other: Partial<ValidationRequest> = {}): Promise<ValidationResult> {
  const study = twoLayerStudy(choice);
  const outDir = await mkdtemp(join(root, 'run-'));
  return validate({ words, file: 'S.arch', study, prediction: predict(study), outDir, ...other });
}

describe('the rate of a two-layer network', () => {
  // The exponents are those of the table of docs/theory.md: sqrt(N d) with the widths tied, M = sqrt(N/d).
  it.each([
    ['N ~ d', { width: d }, '1'],
    ['N ~ 4 d', { width: d.times(Monomial.constant(4)) }, '1'],
    ['N ~ d^2', { width: d.power(2) }, '3/2'],
    ['N fixed', {}, '1/2'],
    ['mean-field N ~ d, where chi = N', { width: d, scaling: 'meanfield' }, '3/2'],
    ['tanh, N ~ d', { width: d, activation: 'tanh' }, '1'],
    ['relu and He_2, N ~ d', { width: d, activation: 'relu', degree: 2 }, '1'],
    ['He_5, N ~ d', { width: d, degree: 5 }, '1'],
  ] as const)('agrees with the heuristic: %s', async (_, choice, exponent) => {
    const result = await measured(choice);
    expect(result.predicted.exponent).toBe(exponent);
    expect(result.sweep.variable).toBe('d');
    expect(result.verdict).toBe('agrees');
    expect(Math.abs((result.measured?.exponent ?? Number.NaN) - result.predicted.slope)).toBeLessThan(0.05);
    expect(result.points.every(({ seen }) => seen?.['pattern'] === 'specialization')).toBe(true);
  });

  // 8.03 sqrt(N d) at leading order: derived in saddle.test.ts and docs/validation.md.
  it('has the prefactor 8.0 for erf and He_3', async () => {
    const { prefactor } = await measured({ width: d });
    expect(prefactor?.value).toBeCloseTo(8.0, 1);
    expect(prefactor?.interval[0]).toBeLessThan(prefactor?.value ?? 0);
    expect(prefactor?.interval[1]).toBeGreaterThan(prefactor?.value ?? 0);
  });

  it('sweeps the width when asked, with d held', async () => {
    const sweep = { variable: 'N', values: [128, 256, 512, 1024] };
    const result = await measured({ reference: { d: 128, N: 128 } }, { sweep });
    expect(result.predicted.exponent).toBe('1/2');
    expect(result.verdict).toBe('agrees');
    expect(result.points.map(({ sizes }) => sizes['d'])).toEqual([128, 128, 128, 128]);
  });

  // One unit that leans pays d m^2/2 against N d^0 / m^6: E = (N d^3)^(1/4), which lies below the heuristic's d when N < d.
  it('disagrees where one unit can lean: N ~ d^(1/2)', async () => {
    const result = await measured({ width: d.power('1/2') });
    expect(result.predicted.exponent).toBe('1');
    expect(result.verdict).toBe('disagrees');
    expect(result.measured?.exponent).toBeLessThan(0.9);
  });

  // A unit of a square has no largest overlap: one long unit, d m^2/2 + N/(4 m^4), gives (N d^2)^(1/3) = d^(4/3) at N = d^2.
  it('agrees where one long unit replaces many: the square at N ~ d^2', async () => {
    const result = await measured({ width: d.power(2), activation: 'quadratic', degree: 2 });
    expect(result.predicted.exponent).toBe('4/3');
    expect(result.verdict).toBe('agrees');
    expect(result.measured?.exponent).toBeCloseTo(4 / 3, 1);
  });

  it('says what it crosses when a given sweep crosses a boundary', async () => {
    const study = twoLayerStudy({ reference: { d: 128, N: 128 } });
    const plan = await planFor(study, predict(study), { words, sweep: { variable: 'N', values: [16, 64, 256, 1024] } });
    expect(plan.notes.join()).toMatch(/boundary/);
    expect(plan.predicted.exponent).toBe('1/2');
  });

  it('plans the same study the same way', async () => {
    const study = twoLayerStudy({ width: d });
    expect(await planFor(study, predict(study), { words })).toEqual(await planFor(study, predict(study), { words }));
  });

  it('stops while it plans', async () => {
    await expect(measured({}, { signal: AbortSignal.abort() })).rejects.toThrow(InterruptedError);
  });
});

describe('the rate of other networks', () => {
  const plain = twoLayerStudy({ width: d });
  const [layer] = plain.network.layers;
  if (!layer) throw new Error('the study has a layer');
  const sweepOf = (...values: number[]): ValidationRequest['sweep'] => ({ variable: 'd', values });
  const wide = { ...layer, sizes: { width: Monomial.size('N') } };
  const patches: Study['network'] = {
    ...plain.network,
    input: { kind: 'patches', count: d, size: d },
    layers: [{ name: 'c', kind: 'conv', residual: false, sizes: { channels: d }, activation: 'linear' }],
    output: { kind: 'flatten', scaling: 'standard' },
  };
  const tokens: Study['network'] = {
    ...plain.network,
    input: { kind: 'tokens', length: Monomial.size('N'), dimension: d },
    layers: [
      {
        name: 'a',
        kind: 'attention',
        residual: false,
        sizes: { heads: Monomial.constant(4) },
        scores: { form: 'bilinear' },
      },
    ],
  };
  const first = {
    name: 't',
    kind: 'hermite',
    terms: [{ degree: 1, coefficient: 1 }],
    directions: Monomial.one,
  } as const;

  // sqrt(N2 d) with N1 as good as infinite; sqrt(C n S) = d^(3/2) with C = n = S = d; sqrt(H L d^3); sqrt(N d) twice more.
  it.each<[string, Study, ValidationRequest['sweep'], string, string]>([
    [
      'a lazy layer and one that specialises',
      {
        ...plain,
        network: { ...plain.network, layers: [wide, { ...layer, name: 'h2' }] },
        reference: new Map([
          ['d', 64],
          ['N', 1e7],
        ]),
      },
      sweepOf(64, 128, 256, 512),
      '1',
      'lazy, specialization',
    ],
    ['linear channels', { ...plain, network: patches, target: first }, sweepOf(512, 1024, 2048, 4096), '3/2', 'gfl'],
    [
      'four heads',
      {
        ...plain,
        network: tokens,
        target: { name: 't', kind: 'attentive', degree: 3 },
        reference: new Map([
          ['d', 64],
          ['N', 64],
        ]),
      },
      sweepOf(128, 256, 512, 1024),
      '3/2',
      'magnetization',
    ],
    [
      'a teacher of four directions',
      {
        ...plain,
        target: { ...first, terms: [{ degree: 3, coefficient: 1 }], directions: Monomial.constant(4) },
        network: { ...plain.network, layers: [{ ...layer, sizes: { width: d.times(Monomial.constant(64)) } }] },
      },
      sweepOf(64, 128, 256, 512),
      '1',
      'specialization',
    ],
  ])(
    'agrees with the heuristic: %s',
    async (_, study, sweep, exponent, pattern) => {
      const outDir = await mkdtemp(join(root, 'run-'));
      const result = await validate({
        words,
        file: 'S.arch',
        study,
        prediction: predict(study),
        outDir,
        ...(sweep && { sweep }),
      });
      expect(result.predicted.exponent).toBe(exponent);
      expect(result.points.at(-1)?.seen?.['pattern']).toBe(pattern);
      expect(Math.abs((result.measured?.exponent ?? Number.NaN) - result.predicted.slope)).toBeLessThan(0.05);
      expect(result.verdict).not.toBe('disagrees');
    },
    120_000,
  );
});

describe('a study without a model in closed form', () => {
  const plain = twoLayerStudy();
  const [layer] = plain.network.layers;
  if (!layer) throw new Error('the study has a layer');
  const hermite = { name: 't', kind: 'hermite', directions: Monomial.one } as const;
  const changed: [string, Study, RegExp][] = [
    [
      'a convolution on plain vectors',
      {
        ...plain,
        network: { ...plain.network, layers: [layer, { ...layer, name: 'c', kind: 'conv', sizes: { channels: d } }] },
      },
      /c is a layer of kind conv/,
    ],
    [
      'units on tokens',
      {
        ...plain,
        network: { ...plain.network, input: { kind: 'tokens', length: d, dimension: d } },
      },
      /its input is tokens/,
    ],
    [
      'scores of low rank behind an embedding',
      {
        ...plain,
        network: {
          ...plain.network,
          input: { kind: 'tokens', length: d, dimension: d },
          layers: [
            { ...layer, activation: 'linear' },
            {
              name: 'a',
              kind: 'attention',
              residual: false,
              sizes: { heads: d },
              scores: { form: 'lowrank', rank: d },
            },
          ],
        },
        target: { name: 't', kind: 'attentive', degree: 3 },
      },
      /scores of a have low rank/,
    ],
    [
      'a layer before a transformer block',
      {
        ...plain,
        network: {
          ...plain.network,
          input: { kind: 'tokens', length: d, dimension: d },
          layers: [layer, { name: 'a', kind: 'attention', residual: true, sizes: { heads: d } }],
        },
        target: { name: 't', kind: 'attentive', degree: 3 },
      },
      /h1 stands before a, which has an identity around it/,
    ],
    [
      'two blocks',
      {
        ...plain,
        network: {
          ...plain.network,
          input: { kind: 'tokens', length: d, dimension: d },
          layers: [
            { name: 'a', kind: 'attention', residual: true, sizes: { heads: d } },
            { ...layer, residual: true },
            { name: 'b', kind: 'attention', residual: true, sizes: { heads: d } },
          ],
        },
        target: { name: 't', kind: 'attentive', degree: 3 },
      },
      /b is the second layer behind a/,
    ],
    [
      'an identity around a layer of another width',
      {
        ...plain,
        network: { ...plain.network, layers: [layer, { ...layer, residual: true, sizes: { width: d } }] },
      },
      /not as wide/,
    ],
    [
      'several components of deeper networks',
      {
        ...plain,
        network: { ...plain.network, layers: [layer, { ...layer, name: 'h2' }] },
        target: {
          ...hermite,
          terms: [
            { degree: 1, coefficient: 1 },
            { degree: 3, coefficient: 1 },
          ],
        },
      },
      /has several components/,
    ],
    ['a skip', { ...plain, network: { ...plain.network, layers: [{ ...layer, residual: true }] } }, /skips h1/],
  ];

  it.each(changed)('is measured by drawing networks, and the plan says why: %s', async (_, study, reason) => {
    const plan = await planFor(study, predict(study), { words });
    expect(plan.method.kind).toBe('drawn');
    expect(plan.notes.join(' ')).toMatch(reason);
    const values = plan.sweep.values;
    expect(values.length).toBeGreaterThan(2);
  });
});

describe('a study that cannot be measured', () => {
  const plain = twoLayerStudy();
  const [layer] = plain.network.layers;
  if (!layer) throw new Error('the study has a layer');
  const constant = (value: number): Monomial => Monomial.constant(value);
  const hermite = { name: 't', kind: 'hermite', directions: Monomial.one } as const;
  const several = {
    ...hermite,
    terms: [
      { degree: 1, coefficient: 1 },
      { degree: 3, coefficient: 1 },
    ],
  };
  const refused: [string, Study, RegExp][] = [
    [
      'no hidden layer',
      {
        ...plain,
        network: { ...plain.network, layers: [] },
        target: { ...hermite, terms: [{ degree: 1, coefficient: 1 }] },
      },
      /has no hidden layer/,
    ],
    [
      'widths that are numbers, too large to be drawn',
      {
        ...plain,
        network: {
          ...plain.network,
          layers: [1, 2].map((number) => ({ ...layer, name: `h${number}`, sizes: { width: constant(20000) } })),
        },
        target: several,
      },
      /too large to be drawn/,
    ],
    [
      'no free size',
      {
        ...plain,
        network: {
          ...plain.network,
          input: { kind: 'gaussian', dimension: constant(16) },
          layers: [{ ...layer, sizes: { width: constant(8) } }],
        },
        target: several,
      },
      /has no size to sweep/,
    ],
  ];

  it.each(refused)('says why: %s', async (_, study, reason) => {
    const outDir = join(await mkdtemp(join(root, 'refused-')), 'out');
    const call = validate({ words, file: 'S.arch', study, prediction: predict(study), outDir });
    await expect(call).rejects.toThrow(NotMeasurableError);
    await expect(inWords(call)).rejects.toThrow(reason);
    expect(await readdir(join(outDir, '..'))).toEqual([]);
  });

  it('names the size that a sweep asks for in vain', async () => {
    await expect(inWords(measured({}, { sweep: { variable: 'K', values: [1, 2, 3] } }))).rejects.toThrow(
      /no free size K.*d, N/,
    );
  });

  it.each([[[8, 16]], [[-1, 8, 16]], [[1, 8, 16]]])('refuses the sweep over %j', async (values) => {
    await expect(measured({}, { sweep: { variable: 'd', values } })).rejects.toThrow(NotMeasurableError);
  });

  it('names the engines and levels that there are', async () => {
    await expect(inWords(measured({}, { engine: 'torch' }))).rejects.toThrow(/no engine torch; there is: js/);
    await expect(measured({}, { level: 'training' })).rejects.toThrow(NotMeasurableError);
  });
});
