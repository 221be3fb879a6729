import { describe, expect, test } from 'vitest';
import { predict, representable, type ActivationName, type Layer, type Network } from '../../theory/index.js';
import { kindOf, movesOf, partsOf, type LayerKindName } from '../../theory/kinds/index.js';
import { Monomial } from '../../theory/monomial.js';
import { weightsOf } from '../../theory/parameters.js';
import {
  attention,
  attentive,
  attentiveWith,
  block,
  dense,
  hermite,
  linear,
  norm,
  onTokens,
  recurrent,
  size,
  stack,
  study,
} from './networks.js';

const [N, H, d, L, C, dk] = ['N', 'H', 'd', 'L', 'C', 'dk'].map((name) => size(name)) as [
  Monomial,
  Monomial,
  Monomial,
  Monomial,
  Monomial,
  Monomial,
];

const lowRank = (layer: Layer): Layer => ({ ...layer, scores: { form: 'lowrank', rank: dk } });
const conv: Layer = { name: 'c', kind: 'conv', residual: false, sizes: { channels: C }, activation: 'linear' };
const patches: Network = {
  ...stack(conv),
  input: { kind: 'patches', count: size('n'), size: size('S') },
  output: { ...linear, kind: 'flatten' },
};

describe('how many weights a layer has, and how many numbers it hands on', () => {
  const cases: [string, Network, string[], string][] = [
    ['a dense layer weighs every number', stack(dense('h', N)), ['N*d'], 'N'],
    ['a recurrent layer of one step is a dense one', stack(recurrent('r', N, 1)), ['N*d'], 'N'],
    ['with more steps what it made comes back', stack(recurrent('r', N, 2)), ['N*d', 'N^2'], 'N'],
    ['a norm has a gain for each number', stack(norm('n')), ['d'], 'd'],
    ['a head has scores between all pairs', onTokens(attention('a', H)), ['H*d^2'], 'H*d'],
    ['low-rank scores have two matrices of d times dk', onTokens(lowRank(attention('a', H))), ['H*d*dk'], 'H*d'],
    ['channels see one patch', patches, ['C*S'], 'C'],
  ];
  test.each(cases)('%s', (_, network, counts, fanOut) => {
    const [part] = weightsOf(network);
    expect(part?.counts.map(String)).toEqual(counts);
    expect(part?.fanOut.toString()).toBe(fanOut);
  });
});

describe('the rules that a prediction rests on are named', () => {
  const rules = (network: Network, target = hermite(1)): string[] =>
    predict(study(network, target, { d: 64, L: 64, N: 256, H: 4, C: 16, dk: 8, n: 8, S: 8 })).provenance.map(
      ({ rule }) => rule,
    );

  test('a convolution', () => {
    expect(rules(patches)).toContain('convolution');
    expect(rules(stack(dense('h', N)))).not.toContain('convolution');
  });

  test('a layer on every token, dense or recurrent, and on tokens alone', () => {
    const beside = (layer: Layer): Network => onTokens(layer, attention('a', H, true));
    expect(rules(beside(dense('h', N)), attentiveWith(1))).toContain('token-wise');
    expect(rules(beside(recurrent('r', N, 1)), attentiveWith(1))).toContain('token-wise');
    expect(rules(stack(dense('h', N)))).not.toContain('token-wise');
    expect(rules(stack(recurrent('r', N, 1)))).not.toContain('token-wise');
  });

  test('steps, from the second on', () => {
    expect(rules(stack(recurrent('r', N, 2)))).toContain('recurrent');
    expect(rules(stack(recurrent('r', N, 1)))).not.toContain('recurrent');
  });

  test('attention, and scores of low rank', () => {
    expect(rules(onTokens(lowRank(attention('a', H))), attentive)).toEqual(
      expect.arrayContaining(['attention', 'lowrank-scores']),
    );
    expect(rules(onTokens(attention('a', H)), attentive)).toContain('attention');
    expect(rules(onTokens(attention('a', H)), attentive)).not.toContain('lowrank-scores');
  });

  test('a norm', () => {
    expect(rules(stack(dense('h', N), norm('n')))).toContain('norm');
    expect(rules(stack(dense('h', N)))).not.toContain('norm');
  });

  test('what passes and what is made of products', () => {
    const lazy = (degree: number): string[] =>
      predict(study(stack(dense('h', N)), hermite(degree), { d: 4, N: 1e9 }))
        .patterns.find(({ name }) => name === 'lazy')
        ?.provenance.map(({ rule }) => rule) ?? [];
    expect(lazy(1)).toContain('claim-ii');
    expect(lazy(1)).not.toContain('claim-iii');
    expect(lazy(3)).toContain('claim-iii');
    expect(lazy(3)).not.toContain('claim-ii');
  });
});

describe('the attentive feature in later layers', () => {
  // With N beyond reach the dense layer stays lazy: sqrt(H L d^3) as without it.
  test('passes a lazy layer whose units answer linearly', () => {
    for (const layer of [dense('h', N), dense('h', N, 'linear'), recurrent('r', N, 3)]) {
      const { winner } = predict(study(onTokens(attention('a', H), layer), attentive, { d: 64, L: 64, H: 4, N: 1e30 }));
      expect(winner.layers.at(-1)?.pattern).toBe('lazy');
      expect(winner.energy.equals(H.times(L).times(d.power(3)).power('1/2'))).toBe(true);
    }
  });

  test('stops at one whose units do not', () => {
    expect(representable(onTokens(attention('a', H), dense('h', N, 'quadratic')), attentive)?.degree).toBe('attentive');
    expect(representable(onTokens(attention('a', H), dense('h', N, 'gelu')), attentive)).toBeUndefined();
  });

  test('is made of no products, and no degree is made of it', () => {
    const situation = {
      input: { kind: 'tokens', length: L, dimension: d },
      features: [1, 3, 'attentive'],
      present: new Set([1, 'attentive'] as const),
      directions: Monomial.one,
    } as const;
    for (const move of movesOf(dense('h', N), situation)) {
      const uses = (feature: 1 | 3 | 'attentive'): unknown[] =>
        (move.outgoing.get(feature) ?? []).flatMap(({ powers }) => powers.map(([factor]) => factor));
      expect(uses('attentive').every((factor) => factor === 'attentive')).toBe(true);
      expect([...uses(1), ...uses(3)]).not.toContain('attentive');
      if (move.degree === 'attentive' && move.pattern !== 'gfl')
        expect(move.outgoing.get(3)?.every(({ parameterPower }) => parameterPower === 0)).toBe(true);
    }
  });
});

describe('a unit that is specialised on He_i reaches He_i by k = 1, and He_n where n <= i k and i k - n is even by a k >= 2 that it answers', () => {
  const reached = (activation: ActivationName, from: number, to: number): boolean => {
    const situation = {
      input: { kind: 'gaussian', dimension: d },
      features: [...new Set([from, to])],
      present: new Set([from]),
      directions: Monomial.one,
    } as const;
    const move = movesOf(dense('h', N, activation), situation).find(
      ({ pattern, degree }) => pattern === 'specialization' && degree === from,
    );
    return move?.outgoing.get(to)?.some(({ parameterPower }) => parameterPower > 0) ?? false;
  };

  test.each<[ActivationName, number, number, boolean]>([
    ['linear', 1, 3, false],
    ['linear', 3, 1, false],
    ['linear', 3, 3, true],
    ['relu', 3, 3, true],
    ['relu', 3, 1, false],
    ['erf', 3, 1, true],
    ['quadratic', 1, 2, true],
    ['quadratic', 1, 3, false],
    ['quadratic', 2, 3, false],
    ['quadratic', 2, 4, true],
    ['quadratic', 3, 1, false],
    ['erf', 1, 9, true],
    ['erf', 1, 4, false],
    ['erf', 2, 6, true],
    ['relu', 1, 4, true],
    ['relu', 1, 3, false],
    ['relu', 2, 3, false],
    ['relu', 3, 5, false],
    ['relu', 3, 6, true],
  ])('%s from %d to %d: %s', (activation, from, to, expected) => {
    expect(reached(activation, from, to)).toBe(expected);
  });
});

describe('what a layer stands for', () => {
  test('the parts of a block take its sizes, scores and activation, and nothing that it lacks', () => {
    const [heads, units] = partsOf({ ...block('t', H, N), scores: { form: 'lowrank', rank: dk } });
    expect(heads).toMatchObject({ kind: 'attention', residual: true, sizes: { heads: H }, scores: { rank: dk } });
    expect(units).toMatchObject({ kind: 'dense', residual: true, sizes: { width: N }, activation: 'gelu' });
    const bare: Layer = { name: 't', kind: 'block', residual: false, sizes: { heads: H, width: N } };
    const [bareHeads = bare, bareUnits = bare] = partsOf(bare);
    expect('scores' in bareHeads).toBe(false);
    expect('activation' in bareUnits).toBe(false);
  });

  test('any other layer stands for itself', () => {
    const layer = dense('h', N);
    expect(partsOf(layer)).toEqual([layer]);
    const unheard = { ...layer, kind: 'unheard' as LayerKindName };
    expect(partsOf(unheard)).toEqual([unheard]);
  });

  test('a keyword that is no kind is said, and a block must be taken apart first', () => {
    expect(() => kindOf({ ...dense('h', N), kind: 'unheard' as LayerKindName })).toThrow('no layer is called unheard');
    expect(() => kindOf(block('t', H, N))).toThrow('t stands for several layers');
  });
});
