import { Monomial } from '../monomial.js';
import type { Feature } from '../study.js';
import type { Alternative, LayerKind, Move, Product } from './kind.js';
import { sizeOf } from './sizes.js';

/**
 * A softmax attention layer of H heads on L tokens. The token's degree-1 feature enters once through the values and
 * twice through the scores; the score feature answers like a degree of inverse eigenvalue r squared (derived; low-rank
 * scores: conjecture).
 */
export const attention: LayerKind<'attention'> = {
  kind: 'attention',
  keyword: 'attention',
  example: 'attention a1 (heads: H)',
  sizes: [{ name: 'heads' }],
  counts: 'head',
  takesActivation: false,
  takesScores: true,
  mayBeResidual: true,
  accepts: ['tokens'],
  mark: { status: 'derived', section: 'Softmax attention' },
  units: (layer) => sizeOf(layer, 'heads'),
  rules: (_input, layer) => (layer.scores?.form === 'lowrank' ? ['attention', 'lowrank-scores'] : ['attention']),
  moves(layer, { input, present, directions }) {
    if (input.kind !== 'tokens' || !present.has(1))
      return [{ pattern: 'lazy', outgoing: new Map(), rule: 'attention' }];
    const heads = sizeOf(layer, 'heads');
    const rank = layer.scores?.form === 'lowrank' ? layer.scores.rank : undefined;
    const lazy: Alternative = { constant: input.length, powers: [[1, 3]], parameterPower: 0, rule: 'attention' };
    const leaning: Alternative = {
      constant: heads.times(input.length),
      powers: [[1, 1]],
      parameterPower: 1,
      rule: 'attention',
    };
    const bilinear: Product = { constant: directions, powers: [[1, 2]] };
    // Scores of a rank above r^2 cost no more than those of a full matrix: the solver takes the cheaper way.
    const scoreCosts: readonly Product[] = rank
      ? [{ constant: directions.times(rank.power('1/2')), powers: [[1, 1]] }, bilinear]
      : [bilinear];
    const allHeads: Product = { constant: heads, powers: [] };
    const made = (...ways: Alternative[]): ReadonlyMap<Feature, readonly Alternative[]> =>
      new Map([['attentive', ways]]);
    const moves: Move[] = [
      { pattern: 'lazy', outgoing: made(lazy), rule: 'attention' },
      {
        pattern: 'gfl',
        parameter: {
          name: 'D',
          cost: { constant: heads.times(directions), powers: [] },
          lower: { constant: Monomial.one, powers: [] },
          upper: { constant: Monomial.one, powers: [[1, 2]] },
        },
        outgoing: made({ ...lazy, parameterPower: 1 }),
        rule: 'gfl',
      },
      ...scoreCosts.map((cost): Move => ({
        pattern: 'magnetization',
        parameter: { name: 'beta', cost, upper: allHeads },
        outgoing: made(lazy, leaning),
        rule: 'magnetization',
      })),
      ...scoreCosts.map((cost): Move => ({
        pattern: 'specialization',
        parameter: { name: 'M', cost, lower: { constant: Monomial.one, powers: [] }, upper: allHeads },
        outgoing: made(lazy, leaning),
        rule: 'claim-i',
      })),
    ];
    return moves;
  },
  weights(layer, fanIn) {
    const heads = sizeOf(layer, 'heads');
    const rank = layer.scores?.form === 'lowrank' ? layer.scores.rank : fanIn;
    return { counts: [heads.times(fanIn).times(rank)], fanOut: heads.times(fanIn) };
  },
};
