import { describe, expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import { Monomial, predict, type Network, type Pattern, type Study } from '../../theory/index.js';
import { attentive, dense, exponents, hermite, linear, size, stack, study } from './networks.js';

// Expected values: the table of published results and the hand derivations from the rules in docs/theory.md.

const pattern = (asked: Study, name: string): Pattern => {
  const found = predict(asked).patterns.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no pattern ${name}`);
  return found;
};
const parameter = (found: Pattern, layer: string): Monomial => {
  const { parameter } = found.layers.find((candidate) => candidate.layer === layer) ?? {};
  if (!parameter) throw new Error(`${layer} has no parameter`);
  return parameter.size;
};

describe('one hidden layer, erf, He_3', () => {
  const wide = study(stack(dense('h', size('N'))), hermite(3), { N: 300, d: 60 });
  const narrow = study(stack(dense('h', size('N'))), hermite(3), { N: 20, d: 60 });

  test('lazy: d^3', () => expect(exponents(pattern(wide, 'lazy').energy)).toEqual({ d: '3' }));
  test('gfl: (N d)^(3/4), D = (d^3/N)^(1/4)', () => {
    const found = pattern(wide, 'gfl');
    expect(exponents(found.energy)).toEqual({ N: '3/4', d: '3/4' });
    expect(exponents(parameter(found, 'h'))).toEqual({ d: '3/4', N: '-1/4' });
  });
  test('specialization: sqrt(N d), M = sqrt(N/d)', () => {
    const found = pattern(wide, 'specialization');
    expect(found.energy.toString()).toBe('sqrt(N*d)');
    expect(parameter(found, 'h').toString()).toBe('sqrt(N/d)');
    expect(found.optimal).toBe(true);
  });
  test('specialization with N < d: one unit, d', () => {
    const found = pattern(narrow, 'specialization');
    expect(found.energy.toString()).toBe('d');
    expect(parameter(found, 'h').toString()).toBe('1');
    expect(found.layers[0]?.parameter?.bound).toBe('lower');
  });
});

describe('two hidden layers, erf, He_3', () => {
  const network = stack(dense('h1', size('N1')), dense('h2', size('N2')));
  const asked = study(network, hermite(3), { N1: 4096, N2: 256, d: 64 });

  test.each([
    ['lazy, lazy', { d: '3' }],
    ['lazy, specialization', { N2: '1/2', d: '1/2' }],
    ['specialization, lazy', { N1: '1/2', d: '1/2' }],
    ['specialization, magnetization', { N1: '1/3', N2: '1/3', d: '1/3' }],
  ])('%s', (name, energy) => expect(exponents(pattern(asked, name).energy)).toEqual(energy));

  test('parameters', () => {
    expect(parameter(pattern(asked, 'lazy, specialization'), 'h2').toString()).toBe('sqrt(N2/d)');
    expect(parameter(pattern(asked, 'specialization, lazy'), 'h1').toString()).toBe('sqrt(N1/d)');
    const both = pattern(asked, 'specialization, magnetization');
    expect(parameter(both, 'h1').toString()).toBe('(N1*N2/d^2)^(1/3)');
    expect(parameter(both, 'h2').toString()).toBe('(N2^2/(N1*d))^(1/3)');
  });

  test('with N1 = N2 = d all three ways to learn cost d', () => {
    const tied = study(stack(dense('h1', size('d')), dense('h2', size('d'))), hermite(3), { d: 100 });
    for (const name of ['lazy, specialization', 'specialization, lazy', 'specialization, magnetization']) {
      expect(pattern(tied, name).energy.toString()).toBe('d');
    }
  });

  test('dual weights: 1/2 and 1/2 for a specialised layer; 1/3 each for three terms', () => {
    const single = pattern(asked, 'lazy, specialization');
    expect([single.readoutWeight, ...single.layers.map((layer) => layer.weight)]).toEqual([1 / 2, 0, 1 / 2]);
    const both = pattern(asked, 'specialization, magnetization');
    expect([both.readoutWeight, ...both.layers.map((layer) => layer.weight)]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });
});

describe('convolution, linear, He_1', () => {
  const patches = (count: Monomial, width: Monomial, channels: Monomial): Network => ({
    name: 'Patches',
    input: { kind: 'patches', count, size: width },
    layers: [{ name: 'c1', kind: 'conv', residual: false, sizes: { channels }, activation: 'linear' }],
    output: { kind: 'flatten', scaling: 'standard' },
  });
  test('gfl: sqrt(C n S)', () => {
    const asked = study(patches(size('n'), size('S'), size('C')), hermite(1), { n: 30, S: 40, C: 20 });
    expect(exponents(pattern(asked, 'gfl').energy)).toEqual({ C: '1/2', n: '1/2', S: '1/2' });
  });
  test('C ~ n ~ S ~ sqrt(d): d^(3/4)', () => {
    const root = size('d', '1/2');
    const asked = study(patches(root, root, root), hermite(1), { d: 4096 });
    expect(predict(asked).sampleScale.toString()).toBe('d^(3/4)');
    expect(predict(asked).inBase).toEqual({ base: 'd', exponent: '3/4' });
  });
});

describe('attention, the cubic target', () => {
  const head = (heads: Monomial, rank?: Monomial): Network => ({
    name: 'Head',
    input: { kind: 'tokens', length: size('L'), dimension: size('d') },
    layers: [
      {
        name: 'a1',
        kind: 'attention',
        residual: false,
        sizes: { heads },
        scores: rank ? { form: 'lowrank', rank } : { form: 'bilinear' },
      },
    ],
    output: linear,
  });
  test('gfl and magnetization: sqrt(H L d^3)', () => {
    const asked = study(head(size('H')), attentive, { H: 8, L: 128, d: 64 });
    for (const [name, value] of [
      ['gfl', { L: '1/2', d: '3/2', H: '-1/2' }],
      ['magnetization', { H: '1/2', L: '1/2', d: '-1/2' }],
    ] as const) {
      expect(exponents(pattern(asked, name).energy)).toEqual({ H: '1/2', L: '1/2', d: '3/2' });
      expect(exponents(parameter(pattern(asked, name), 'a1'))).toEqual(value);
    }
    expect(pattern(asked, 'lazy').energy.toString()).toBe('L*d^3');
  });
  test('a fixed number of heads: sqrt(L d^3)', () => {
    const asked = study(head(Monomial.constant(4)), attentive, { L: 64, d: 32 });
    expect(exponents(predict(asked).sampleScale)).toEqual({ L: '1/2', d: '3/2' });
  });
  test('low-rank scores: beta d sqrt(dk) against H L d / beta', () => {
    const asked = study(head(size('H'), size('dk')), attentive, { H: 64, L: 100, d: 64, dk: 16 });
    // beta^2 = H L / sqrt(dk), E = H L d / beta; beta = 40 of 64 heads.
    const found = pattern(asked, 'magnetization');
    expect(exponents(found.energy)).toEqual({ H: '1/2', L: '1/2', d: '1', dk: '1/4' });
    expect(found.provenance).toContainEqual(expect.objectContaining({ rule: 'lowrank-scores', status: 'conjecture' }));
  });
  test('a magnetised embedding before one head: d^(3/2) against d^2 without it', () => {
    const d = size('d');
    const network: Network = {
      ...head(Monomial.one),
      input: { kind: 'tokens', length: d, dimension: d },
      layers: [dense('e', d, 'linear'), ...head(Monomial.one).layers],
    };
    const asked = study(network, attentive, { d: 64 });
    expect(pattern(asked, 'magnetization, magnetization').energy.toString()).toBe('d^(3/2)');
    expect(parameter(pattern(asked, 'magnetization, magnetization'), 'e').toString()).toBe('sqrt(d)');
    expect(
      predict(study({ ...head(Monomial.one), input: network.input }, attentive, { d: 64 })).winner.energy.toString(),
    ).toBe('d^2');
  });
});

describe('other rules, by hand', () => {
  test.each([1, 2, 3, 4])('a lazy stack of relu learns He_2 at d^2, whatever the depth (%i layers)', (depth) => {
    const layers = Array.from({ length: depth }, (_, index) => dense(`h${index}`, size('N'), 'relu'));
    const lazy = pattern(study(stack(...layers), hermite(2), { N: 5000, d: 50 }), layers.map(() => 'lazy').join(', '));
    expect(lazy.energy.toString()).toBe('d^2');
  });
  test.each([3, 5, 7, 9])('a lazy erf layer learns He_%i at d^m', (degree) => {
    const asked = study(stack(dense('h', size('N'))), hermite(degree), { N: 500, d: 50 });
    expect(pattern(asked, 'lazy').energy.toString()).toBe(`d^${degree}`);
  });
  test('teacher with k directions: k M d against N/M', () => {
    const target = { ...hermite(3), directions: size('k') };
    const asked = study(stack(dense('h', size('N'))), target, { N: 10_000, d: 50, k: 4 });
    // M^2 = N/(k d), E = N/M.
    expect(exponents(pattern(asked, 'specialization').energy)).toEqual({ N: '1/2', d: '1/2', k: '1/2' });
    expect(exponents(parameter(pattern(asked, 'specialization'), 'h'))).toEqual({ N: '1/2', d: '-1/2', k: '-1/2' });
    // gfl: k N D against (d/D)^3.
    expect(exponents(pattern(asked, 'gfl').energy)).toEqual({ N: '3/4', d: '3/4', k: '3/4' });
  });
  test('a teacher with more directions than units cannot specialise', () => {
    const target = { ...hermite(3), directions: size('k') };
    const asked = study(stack(dense('h', size('N'))), target, { N: 10, d: 50, k: 20 });
    expect(predict(asked).patterns.map((found) => found.name)).not.toContain('specialization');
  });
  test('mean-field: N times the readout, M d against N^2/M', () => {
    const network: Network = { ...stack(dense('h', size('N'))), output: { kind: 'linear', scaling: 'meanfield' } };
    const asked = study(network, hermite(3), { N: 300, d: 60 });
    expect(pattern(asked, 'specialization').energy.toString()).toBe('N*sqrt(d)');
    expect(predict(asked).omissions.map(words).join(' ')).toMatch(/mean-field/i);
  });
  test('a residual layer passes what it cannot make itself', () => {
    const network = stack(dense('h1', size('N1')), dense('h2', size('N2'), 'quadratic', true));
    const asked = study(network, hermite(3), { N1: 1000, N2: 1000, d: 50 });
    expect(exponents(pattern(asked, 'specialization, lazy').energy)).toEqual({ N1: '1/2', d: '1/2' });
    expect(pattern(asked, 'specialization, lazy').provenance.map((rule) => rule.rule)).toContain('residual');
  });
  test('a mixed target costs as much as its dearest component', () => {
    const asked = study(stack(dense('h', size('N'))), hermite(1, 3), { N: 1000, d: 50 });
    expect(pattern(asked, 'lazy').energy.toString()).toBe('d^3');
    expect(pattern(asked, 'specialization').energy.toString()).toBe('sqrt(N*d)');
  });
  test('P* is kappa times E, and samples are held against it', () => {
    const asked = study(stack(dense('h', size('N'))), hermite(3), { N: 256, d: 64 });
    const ridge = Monomial.constant('1/5');
    expect(predict({ ...asked, ridge }).sampleScale.toString()).toBe('sqrt(N*d)/5');
    // sqrt(256*64) = 128
    expect(predict({ ...asked, samples: Monomial.constant(128) }).learnable).toBe(true);
    expect(predict({ ...asked, samples: Monomial.constant(127) }).learnable).toBe(false);
    expect(predict(asked).learnable).toBeUndefined();
  });
});
