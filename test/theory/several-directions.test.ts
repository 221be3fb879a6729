import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { algorithmic, learning, Monomial, predict, representable, type Target } from '../../theory/index.js';
import { words } from '../../present/words/words.js';
import {
  attentive,
  attentiveWith,
  attention,
  dense,
  genericSizes,
  hermite,
  mixture,
  onTokens,
  size,
  smallNetworks,
  stack,
  study,
} from './networks.js';
import { leastDirected } from './two-directions.js';

const one = stack(dense('h', size('N')));
const sizes = { N: 4096, d: 64 };
const energyOf = (target: Target): string => predict(study(one, target, sizes)).winner.energy.toString();

describe('targets of several directions', () => {
  test('a sum costs what its degrees cost: he(1, u) + he(3, v) is he(1) + he(3)', () => {
    expect(energyOf(mixture({ u: 1 }, { v: 3 }))).toBe('sqrt(N*d)');
    expect(energyOf(mixture({ u: 1 }, { v: 3 }))).toBe(energyOf(hermite(1, 3)));
  });

  test('a product costs what its total degree costs: he(1, u) * he(2, v) is he(3)', () => {
    const { patterns } = predict(study(one, mixture({ u: 1, v: 2 }), sizes));
    // By hand: lazily the three factors cost d each; units along u, v and between carry degree 3 at N/M, M d against N/M.
    expect(patterns.find(({ name }) => name === 'lazy')?.energy.toString()).toBe('d^3');
    expect(patterns[0]?.energy.toString()).toBe('sqrt(N*d)');
  });

  test('(u.x)(v.x) is the difference of He_2 along (u + v)/sqrt 2 and (u - v)/sqrt 2, and costs the same', () => {
    const network = stack(dense('h', size('N'), 'relu'));
    const energy = (target: Target) => predict(study(network, target, sizes)).winner.energy.toString();
    expect(energy(mixture({ u: 1, v: 1 }))).toBe(energy(mixture({ a: 2 }, { b: 2 })));
  });

  test('he(3, u) + he(3, v) scales as a teacher of two directions', () => {
    const teacher = { ...hermite(3), directions: Monomial.constant(2) };
    const [named, counted] = [mixture({ u: 3 }, { v: 3 }), teacher].map(
      (target) => predict(study(one, target, sizes)).winner.energy,
    );
    expect(named?.scalesLike(counted ?? Monomial.one)).toBe(true);
  });

  test('always: the energy is that of one direction with the total degrees', () => {
    const degrees = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 1,
      maxLength: 2,
    });
    fc.assert(
      fc.property(smallNetworks(2), degrees, genericSizes, (network, pairs, reference) => {
        const products = pairs.filter(([u, v]) => u + v > 0);
        fc.pre(products.length > 0);
        const several = mixture(
          ...products.map(([u, v]) => ({ ...(u > 0 && { u }), ...(v > 0 && { v }) }) as Record<string, number>),
        );
        const single = hermite(...new Set(products.map(([u, v]) => u + v)));
        expect(representable(network, several) === undefined).toBe(representable(network, single) === undefined);
        fc.pre(representable(network, single) === undefined);
        const [left, right] = [several, single].map((target) => predict(study(network, target, reference)).winner);
        expect(left?.name).toBe(right?.name);
        expect(left?.energy.equals(right?.energy ?? Monomial.one)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('no patterns directed at single products cost less, by a search that knows the rules alone', () => {
    const layer = fc.record({
      logWidth: fc.double({ min: 1, max: 12, noNaN: true }),
      activation: fc.constantFrom('erf', 'relu', 'linear', 'quadratic'),
    });
    const targets: (readonly [number, number])[][] = [
      [[1, 1]],
      [[1, 2]],
      [
        [1, 0],
        [0, 3],
      ],
      [
        [2, 0],
        [0, 1],
      ],
      [[2, 2]],
    ];
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 1, maxLength: 2 }),
        fc.double({ min: 1, max: 8, noNaN: true }),
        fc.constantFrom(...targets),
        (layers, logDimension, target) => {
          const network = stack(
            ...layers.map(({ activation }, index) => dense(`h${index}`, size(`N${index}`), activation)),
          );
          const named = mixture(
            ...target.map(([u, v]) => ({ ...(u > 0 && { u }), ...(v > 0 && { v }) }) as Record<string, number>),
          );
          const directed = leastDirected(layers, logDimension, target);
          if (representable(network, named)) {
            expect(directed).toBe(Infinity);
            return;
          }
          const reference = Object.fromEntries(layers.map(({ logWidth }, index) => [`N${index}`, Math.exp(logWidth)]));
          const asked = study(network, named, { ...reference, d: Math.exp(logDimension) });
          expect(predict(asked).winner.energy.log(asked.reference)).toBeLessThanOrEqual(directed + 1e-5);
        },
      ),
      { numRuns: 120 },
    );
  });

  test('components are learned each with its name', () => {
    const curves = learning(study(one, mixture({ u: 1, v: 2 }, { u: 1 }), sizes));
    expect(curves.components.map(({ name, samples }) => [name, samples.toString()])).toEqual([
      ['He_1(u)', 'd'],
      ['He_1(u)·He_2(v)', 'sqrt(N*d)'],
    ]);
    expect(curves.components.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  });

  test('the rule is named, and what algorithms need is not known', () => {
    const asked = study(one, mixture({ u: 1, v: 2 }), sizes);
    const { provenance } = predict(asked);
    expect(provenance).toContainEqual(expect.objectContaining({ rule: 'several-directions', status: 'derived' }));
    expect(algorithmic(asked)).toBeUndefined();
    expect(predict(study(one, hermite(3), sizes)).provenance.map(({ rule }) => rule)).not.toContain(
      'several-directions',
    );
  });
});

describe('the attention target with others', () => {
  const head = onTokens(attention('a', size('H'), true));
  const reference = { L: 64, H: 4, d: 64 };

  test('the query passes beside attention, and the dearer component sets the price', () => {
    // He_1 of the query costs d; the attention target sqrt(H L d^3).
    const { winner } = predict(study(head, attentiveWith(1), reference));
    expect(winner.energy.toString()).toBe('sqrt(H*L*d^3)');
    expect(winner.provenance.map(({ rule }) => rule)).toContain('residual');
  });

  test('without an identity the query does not pass, and the message says what would help', () => {
    const failure = representable(onTokens(attention('a', size('H'))), attentiveWith(1));
    expect(failure?.degree).toBe(1);
    expect(failure && words(failure.help)).toMatch(/residual before attention a/);
  });

  test('each has its curve', () => {
    const curves = learning(study(head, attentiveWith(1), reference));
    expect(curves.components.map(({ name, samples }) => [name, samples.toString()])).toEqual([
      ['He_1', 'd'],
      ['attentive', 'sqrt(H*L*d^3)'],
    ]);
    const alone = learning(study(head, attentive, reference));
    expect(alone.components[0]?.segments.length).toBe(curves.components[1]?.segments.length);
  });
});
