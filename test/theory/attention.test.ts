import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import {
  Monomial,
  partsOf,
  predict,
  representable,
  type Layer,
  type Network,
  type Prediction,
} from '../../theory/index.js';
import { activations, essence, found, parameter } from './likeness.js';
import {
  attention,
  attentive,
  attentiveWith,
  block,
  dense,
  genericSizes,
  onTokens,
  size,
  smallTargets,
  study,
} from './networks.js';

// Expected values: section by section from the rules in docs/theory.md, by hand.

describe('attention as a hidden layer', () => {
  const sizes = { L: 64, H: 4, N: 64, d: 64 };
  const embedded = onTokens(dense('e', size('N'), 'linear'), attention('a', size('H')));

  test('sees r of the layer before it: r once through the values, twice through the scores', () => {
    // Embedding leans on w: r = N/beta. Scores by GFL: H D against L r^3/D.
    const { layers } = found(study(embedded, attentive, sizes), 'magnetization, gfl');
    const r = layers[0]?.outgoing.get(1) ?? Monomial.one;
    const gain = layers[1]?.parameter?.size ?? Monomial.one;
    expect(layers[1]?.outgoing.get('attentive')?.equals(size('L').times(r.power(3)).over(gain))).toBe(true);
    expect(layers[1]?.cost?.equals(size('H').times(gain))).toBe(true);
  });

  test('magnetization of embedding and scores: d^(3/2) with N ~ L ~ d and one head, against d^2', () => {
    // The one head learns its scores in full, beta2 = 1, for r^2 = d. beta d against L N/beta: beta = d^(1/2).
    const tied = onTokens(dense('e', size('d'), 'linear'), attention('a', Monomial.one));
    const network: Network = { ...tied, input: { kind: 'tokens', length: size('d'), dimension: size('d') } };
    const pattern = found(study(network, attentive, { d: 64 }), 'magnetization, magnetization');
    expect(pattern.energy.toString()).toBe('d^(3/2)');
    expect(parameter(pattern, 'e')).toBe('sqrt(d)');
  });

  test('a later layer acts on the attentive feature as on any degree', () => {
    // Behind attention r_a is lazily L d^3; a layer leaning on it: beta L d^3 against N/beta, sqrt(N L d^3).
    const network = onTokens(attention('a', size('H')), dense('h', size('N')));
    const asked = study(network, attentive, { L: 4, H: 1e6, N: 1e7, d: 4 });
    expect(found(asked, 'lazy, magnetization').energy.toString()).toBe('sqrt(L*N*d^3)');
    expect(found(asked, 'lazy, specialization').energy.toString()).toBe('sqrt(L*N*d^3)');
  });

  test('nothing but attention builds it, and an even activation does not pass it', () => {
    const problem = representable(onTokens(dense('h', size('N'))), attentive);
    expect(problem && words(problem.obstacle)).toMatch(/no attention layer/);
    const lost = onTokens(attention('a', size('H')), dense('h', size('N'), 'quadratic'));
    expect(representable(lost, attentive)?.degree).toBe('attentive');
  });
});

describe('transformer blocks', () => {
  const blocks = (layers: readonly Layer[]): Network => onTokens(...layers.flatMap(partsOf));
  const sizes = { L: 64, H: 4, N: 4096, d: 64 };

  test('are residual attention and then a residual dense layer', () => {
    const asked = study(blocks([block('t', size('H'), size('N'))]), attentiveWith(1), sizes);
    const by = study(
      onTokens(
        { ...attention('t.attention', size('H'), true), block: 't' },
        { ...dense('t.dense', size('N'), 'gelu', true), block: 't' },
      ),
      attentiveWith(1),
      sizes,
    );
    expect(essence(predict(asked))).toEqual(essence(predict(by)));
    expect(predict(asked).winner.layers.map(({ layer }) => layer)).toEqual(['t.attention', 't.dense']);
  });

  test('with an attention that is not used they are residual dense layers', () => {
    fc.assert(
      fc.property(activations, activations, smallTargets, genericSizes, (first, second, target, reference) => {
        const unused = blocks([block('a', size('N3'), size('N1'), first), block('b', size('N3'), size('N2'), second)]);
        const plain = onTokens(dense('a', size('N1'), first, true), dense('b', size('N2'), second, true));
        fc.pre(representable(plain, target) === undefined);
        const [one, other] = [unused, plain].map((network) => predict(study(network, target, { ...reference, L: 30 })));
        expect(one?.winner.energy.equals(other?.winner.energy ?? Monomial.one)).toBe(true);
        const acting = (each: Prediction | undefined) =>
          each?.winner.layers
            .filter(({ pattern }) => pattern !== 'lazy')
            .map(({ parameter: own }) => own?.size.toString());
        expect(acting(one)).toEqual(acting(other));
      }),
      { numRuns: 60 },
    );
  });
});
