import { describe, expect, test } from 'vitest';
import { predict, type Prediction } from '../../theory/index.js';
import { moveTable } from '../../theory/solving/moves.js';
import { bestOfPattern, problemAt, problemOf } from '../../theory/solving/problem.js';
import { attention, attentive, dense, hermite, onTokens, size, stack, study } from './networks.js';

const reference = { N: 4096, d: 64 };
const layersOfOneWidth = (depth: number) =>
  stack(...Array.from({ length: depth }, (_, index) => dense(`h${index}`, size('N'))));

/** A pattern by name that acts in one layer alone. */
const alone = (name: string, layer: number, depth: number): string =>
  Array.from({ length: depth }, (_, index) => (index === layer ? name : 'lazy')).join(', ');

const energies = ({ patterns }: Prediction): Record<string, string> =>
  Object.fromEntries(patterns.map(({ name, energy }) => [name, energy.toString()]));

test('patterns that are alike in energy, acting layers and place come in the order of the rules', () => {
  // By hand, He_1: N D against d/D, and beta d against N/beta, are both sqrt(N d) = 32. One specialised unit pays d, as does lazy.
  const { patterns } = predict(study(stack(dense('h', size('N'))), hermite(1), { N: 16, d: 64 }));
  expect(patterns.map(({ name }) => name)).toEqual(['gfl', 'magnetization', 'lazy', 'specialization']);
});

describe('the list of a deep network: wide erf layers of one width, He_3', () => {
  // By hand. Lazy: r_3 = d^3. One specialised layer, wherever it stands: M d against N/M. Gain on r_1 in one layer: N D against (d/D)^3.
  // One layer that leans, before others: beta d against (N/beta)^3; in the last only r_3 helps, beta d^3 against N/beta.
  const energyAlone = (name: string, isLast: boolean): string =>
    name === 'specialization' ? 'sqrt(N*d)' : name === 'magnetization' && isLast ? 'sqrt(N*d^3)' : '(N*d)^(3/4)';

  test('five layers have more than 256 patterns: the winner, and what differs from it or from lazy in one layer', () => {
    const depth = 5;
    const network = layersOfOneWidth(depth);
    const prediction = predict(study(network, hermite(3), reference));
    expect(prediction.complete).toBe(false);
    const listed = energies(prediction);
    const winner = alone('specialization', depth - 1, depth);
    expect(prediction.winner.name).toBe(winner);
    expect(listed[alone('lazy', 0, depth)]).toBe('d^3');
    const names = ['lazy', 'gfl', 'specialization', 'magnetization'] as const;
    const problem = problemAt(problemOf(network, hermite(3)), new Map(Object.entries(reference)));
    const wanted = new Set<string>();
    for (let layer = 0; layer < depth; layer++) {
      for (const name of names) {
        if (name !== 'lazy') expect(listed[alone(name, layer, depth)]).toBe(energyAlone(name, layer === depth - 1));
        for (const from of [winner, alone('lazy', 0, depth)]) {
          const changed = from.split(', ').with(layer, name) as (typeof names)[number][];
          // A layer whose pattern buys nothing is no pattern of its own.
          if (bestOfPattern(problem, changed)) wanted.add(changed.join(', '));
        }
      }
    }
    expect(new Set(Object.keys(listed))).toEqual(wanted);
  });

  test('sixteen layers have each layer in it, of seventeen the last alone acts', () => {
    const acting = (depth: number): Set<string> =>
      new Set(
        predict(study(layersOfOneWidth(depth), hermite(3), reference)).patterns.flatMap(({ layers }) =>
          layers.flatMap(({ pattern }, layer) => (pattern === 'lazy' ? [] : [`${layer}`])),
        ),
      );
    expect(acting(16).size).toBe(16);
    expect(energies(predict(study(layersOfOneWidth(17), hermite(3), reference)))).toEqual({
      [alone('lazy', 0, 17)]: 'd^3',
      ...Object.fromEntries(
        ['gfl', 'specialization', 'magnetization'].map((name) => [alone(name, 16, 17), energyAlone(name, true)]),
      ),
    });
  });
});

test('where every layer acts in the winner it is listed with each changed, and of more than sixteen as it is', () => {
  // By hand, N < d: each layer but the last divides r_1 by E/N, E^L = N^(L-1) d, which is more than N (test/theory/deep.test.ts).
  const listed = (depth: number) => predict(study(layersOfOneWidth(depth), hermite(3), { N: 16, d: 64 }));
  const acting = ({ patterns }: Prediction): number[] =>
    patterns.map(({ layers }) => layers.filter(({ pattern }) => pattern !== 'lazy').length);
  expect(acting(listed(16))[0]).toBe(16);
  expect(acting(listed(16))).toContain(15);
  const deeper = listed(17);
  expect(acting(deeper)[0]).toBe(17);
  expect(Math.max(...acting(deeper).slice(1))).toBe(1);
  expect(energies(deeper)[alone('lazy', 0, 17)]).toBe('d^3');
});

test('attention layers in a like place share their moves when their scores are alike, and only then', () => {
  const heads = (index: number, rank?: string) => ({
    ...attention(`a${index}`, size('H'), true),
    ...(rank === undefined ? {} : { scores: { form: 'lowrank', rank: size(rank) } as const }),
  });
  const movesOf = (...layers: ReturnType<typeof heads>[]) => moveTable(onTokens(...layers), attentive).layers;
  const alike = movesOf(heads(1), heads(2), heads(3));
  expect(alike[2]).toBe(alike[1]);
  const unlike = movesOf(heads(1), heads(2), heads(3, 'k'), heads(4, 'm'));
  expect(unlike[2]).not.toBe(unlike[1]);
  expect(unlike[3]).not.toBe(unlike[2]);
});
