import { describe, expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import { capacityConditions } from '../../theory/capacity.js';
import {
  firstComponent,
  learning,
  Monomial,
  predict,
  type Network,
  type Study,
  type Target,
} from '../../theory/index.js';
import {
  attention,
  attentive,
  dense,
  experts,
  hermite,
  linear,
  norm,
  onTokens,
  size,
  stack,
  study,
  withSignal,
} from './networks.js';

const layer = stack(dense('h', size('N')));
const relu = stack(dense('h', size('N'), 'relu'));
const teacher = (degree: number): Target => ({
  ...(hermite(degree) as Extract<Target, { kind: 'hermite' }>),
  directions: size('k'),
});
const patches = (kind: 'flatten' | 'mean'): Network => ({
  name: 'Patches',
  input: { kind: 'patches', count: size('n'), size: size('S') },
  layers: [{ name: 'c', kind: 'conv', residual: false, sizes: { channels: size('C') }, activation: 'erf' }],
  output: { ...linear, kind },
});
const routed = stack(experts('m', size('N'), size('X'), Monomial.one));
const ridge = (asked: Study, value: string): Study => ({ ...asked, ridge: Monomial.constant(value) });
const noise = (asked: Study, value: string): Study => ({ ...asked, noise: Monomial.constant(value) });

describe('what a small error needs, by hand', () => {
  const narrow = study(layer, hermite(3), { N: 1, d: 64 });
  /** [what, study, rule, value] with the derivation of the value. */
  const table: readonly (readonly [string, Study, string, number])[] = [
    // kappa E = sqrt(N d) = 512 against the counting d = 64.
    ['sqrt(N d) above d', study(layer, hermite(3), { N: 4096, d: 64 }), 'energy', 512],
    // One unit amplifies: (N d)^(3/4) = 22.6 below d = 64.
    ['one direction among d', narrow, 'counting', 64],
    // kappa = 1/2: kappa E = 256 and max(1, kappa) d = 64.
    ['a small ridge moves E alone', ridge(study(layer, hermite(3), { N: 4096, d: 64 }), '1/2'), 'energy', 256],
    // kappa = 4: kappa E = 90.5 and kappa d = 256.
    ['a large ridge multiplies the counting', ridge(narrow, '4'), 'counting', 256],
    // s = 3: s^2 d = 576 above kappa E = 512, and s = 1/2: max(1, 1/4) d = 64.
    [
      'label noise multiplies it by its variance',
      noise(study(layer, hermite(3), { N: 4096, d: 64 }), '3'),
      'counting',
      576,
    ],
    ['label noise below 1 does not lower it', noise(narrow, '1/2'), 'counting', 64],
    // He_1 with k directions: magnetization sqrt(k N d) = 64 for N = 16, and min(k d, d) = d = 64: E decides among equals.
    ['a linear teacher is one direction', study(layer, teacher(1), { N: 16, d: 64, k: 4 }), 'energy', 64],
    // He_2, k = 100 > d = 16: min(k d, d^2) = 256. With N < k no units specialise, GFL costs k N D >= 400, and lazy costs d^2 = 256.
    ['many quadratic directions are one form', study(relu, teacher(2), { N: 4, d: 16, k: 100 }), 'energy', 256],
    // He_3, k = 4, N = 1: lazy costs d^3, GFL (N k)^(3/4) d^(3/4) = 64 (k N D = d^3/D^3), and k d = 256.
    ['k directions', study(layer, teacher(3), { N: 1, d: 64, k: 4 }), 'counting', 256],
    // Variance s = 4: r_1 = d/s = 16, GFL (N d/s)^(3/4) = 8 for N = 1, and d/s^2 = 4.
    ['a signal makes it d/s^2', study(withSignal(layer, size('s')), hermite(3), { N: 1, d: 64, s: 4 }), 'energy', 8],
    // S + n = 50 + 40 against lazy n S = 2000 for He_1; GFL C D = n S/D gives sqrt(C n S) = 44.7.
    ['position weights are added', study(patches('flatten'), hermite(1), { C: 1, n: 40, S: 50 }), 'counting', 90],
    // The same without position weights: kappa E = 44.7 below S = 50.
    ['a mean has no position weights', study(patches('mean'), hermite(1), { C: 1, n: 40, S: 50 }), 'counting', 50],
    // sqrt(H L d^3) = 90.5 above d = 16.
    [
      'attention',
      study(onTokens(attention('a', size('H'))), attentive, { H: 1, L: 2, d: 16 }),
      'energy',
      Math.sqrt(2 * 16 ** 3),
    ],
    // X = 8 experts of 16 units, d = 64: E is GFL's X N D = X d^3/D^3 with D = (d^3/N)^(1/4) = 11.3, 1450, and specialization X sqrt(N d) = 256
    // with M = X sqrt(N/d) = 4 below X = 8. With a unit of each, M = X: M d = 512 and X (X N)/M = 128.
    ['a unit of every expert', study(routed, hermite(3), { N: 16, X: 8, d: 64 }), 'experts', 512],
  ];
  test.each(table)('%s', (_, asked, rule, value) => {
    const { fit } = predict(asked);
    expect(fit.samples.value(asked.reference)).toBeCloseTo(value, 6);
    expect(fit.rule).toBe(rule);
  });

  test('of a sum both terms are named, and the exponents are those of the larger', () => {
    const { fit } = predict(study(patches('flatten'), hermite(1), { C: 1, n: 40, S: 50 }));
    expect(fit.terms.map(String)).toEqual(['S', 'n']);
    expect(fit.samples.exponentOf('S').toFraction()).toBe('1');
    expect(fit.samples.exponentOf('n').toFraction()).toBe('0');
  });

  test('a layer all of whose experts are active needs no unit of each', () => {
    const dense = stack(experts('m', size('N'), size('X'), size('X')));
    expect(predict(study(dense, hermite(3), { N: 16, X: 8, d: 64 })).fit.rule).not.toBe('experts');
  });
});

describe('capacity', () => {
  test('a lazy layer holds the share N/r of what the readout reads', () => {
    // A lazy relu layer hands on the form of degree 2 with r_2 = d^2 = 256: N = 16 holds 1/16 of it, 128 a half, 256 all.
    const shares = [16, 128, 256].map((N) => {
      const asked = study(relu, hermite(2), { N, d: 16 });
      const lazy = predict(asked).patterns.find(({ name }) => name === 'lazy');
      return (
        lazy && capacityConditions(asked, lazy).map(({ layer: name, share, needs }) => [name, share, needs.toString()])
      );
    });
    expect(shares).toEqual([[['h', 1 / 16, 'd^2']], [['h', 1 / 2, 'd^2']], []]);
  });

  test('the smallest share comes first, and a note names the width that mends it', () => {
    // The lazy pattern of two relu layers for He_2: degree 2 passes both. Only the narrowest is named: 32/256 of the readout's feature.
    const network = stack(dense('h1', size('N1'), 'relu'), dense('h2', size('N2'), 'relu'));
    const asked = study(network, hermite(2), { N1: 64, N2: 32, d: 16 });
    const lazy = predict(asked).patterns.find(({ name }) => name === 'lazy, lazy');
    const [first, ...others] = lazy ? capacityConditions(asked, lazy) : [];
    expect(others).toEqual([]);
    const note = first && words({ code: 'capacity', ...first, reference: asked.reference });
    expect(note).toBe(
      'h2 hands on a share of 0.125 of a feature that is read after it: its width is N2 = 32, and a small error needs a width of at least d² = 256.',
    );
  });

  test('the narrowest of several lazy layers counts and is named; a norm is passed', () => {
    // He_3 by erf, N2 = 8 narrow: lazy, lazy then M of N3 units on degree 1 of r_1 = d = 64. N1 = 32 holds 1/2, N2 = 8 holds 1/8.
    const network = stack(dense('h1', size('N1')), dense('h2', size('N2')), norm('n'), dense('h3', size('N3')));
    const asked = study(network, hermite(3), { N1: 2 ** 24, N2: 2 ** 22, N3: 64, d: 64 });
    expect(predict(asked).winner.name).toBe('lazy, lazy, lazy, specialization');
    expect(predict(asked).fit.conditions).toEqual([]);
    const { winner } = predict(asked);
    const narrow = { ...asked, reference: new Map([...asked.reference, ['N1', 32], ['N2', 8]]) };
    const conditions = capacityConditions(narrow, winner);
    expect(conditions.map(({ layer: name, share }) => [name, share])).toEqual([['h2', 1 / 8]]);
  });

  test('a residual layer is passed where its identity carries the feature', () => {
    const network = stack(dense('h1', size('N1')), dense('h2', size('N2'), 'erf', true), dense('h3', size('N3')));
    const asked = study(network, hermite(3), { N1: 2 ** 24, N2: 2 ** 22, N3: 64, d: 64 });
    const { winner } = predict(asked);
    expect(winner.name).toBe('lazy, lazy, specialization');
    const narrow = { ...asked, reference: new Map([...asked.reference, ['N1', 32], ['N2', 8]]) };
    expect(capacityConditions(narrow, winner).map(({ layer: name, share }) => [name, share])).toEqual([['h1', 1 / 2]]);
  });
});

describe('three verdicts', () => {
  // P* = (N d)^(3/4) = 22.6 and counting d = 64.
  const at = (samples: number) =>
    predict({ ...study(layer, hermite(3), { N: 1, d: 64 }), samples: Monomial.constant(samples) });

  test('below P*, between, and from what a small error needs on', () => {
    expect([22, 23, 63, 64].map((samples) => at(samples).fitVerdict)).toEqual(['below', 'between', 'between', 'above']);
    expect([22, 23, 64].map((samples) => at(samples).learnable)).toEqual([false, undefined, true]);
  });

  test('none without samples', () => {
    expect(predict(study(layer, hermite(3), { N: 1, d: 64 })).fitVerdict).toBeUndefined();
  });
});

describe('several components', () => {
  test('the first component and the whole target have their own energies', () => {
    // He_1 alone is handed on lazily: d = 64. The whole is sqrt(N d) = 512 by specialised units, which carry both.
    const asked = study(layer, hermite(1, 3), { N: 4096, d: 64 });
    const first = firstComponent(learning(asked));
    expect(first?.name).toBe('He_1');
    expect(first?.energy.toString()).toBe('d');
    expect(predict(asked).winner.energy.toString()).toBe('sqrt(N*d)');
    expect(firstComponent(learning(study(layer, hermite(3), { N: 4096, d: 64 })))).toBeUndefined();
  });

  const remark = (coefficient: number): string | undefined => {
    const target: Target = {
      ...(hermite(1) as Extract<Target, { kind: 'hermite' }>),
      terms: [
        { degree: 1, coefficient: 100 },
        { degree: 3, coefficient },
      ],
    };
    const asked = study(layer, target, { N: 4096, d: 64 });
    const found = predict(asked).omissions.find(({ code }) => code === 'small-components-decide');
    return found && words(found);
  };

  test('a component below 1 % of the variance that decides P* gets a remark', () => {
    // (0.001/100)^2 = 1e-10 of the variance.
    expect(remark(0.001)).toBe(
      'He₃ decides P* = √(N·d) = 512 and holds 1e-8 % of the variance. Without it P* = d = 64.',
    );
  });

  test('one above 1 % gets none', () => {
    // 11^2/(100^2 + 11^2) = 1.2 %.
    expect(remark(11)).toBeUndefined();
  });
});

test('a study with noise says what that leaves out', () => {
  const asked = noise(study(layer, hermite(3), { N: 4096, d: 64 }), '1/2');
  expect(
    predict(asked)
      .omissions.map(words)
      .find((one) => one.includes('s = 0.5')),
  ).toContain('P* stays');
  expect(predict(asked).sampleScale.toString()).toBe('sqrt(N*d)');
});
