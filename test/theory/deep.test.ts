import { describe, expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import { predict } from '../../theory/index.js';
import { dense, hermite, size, stack, study } from './networks.js';

const equalLayers = (depth: number) =>
  stack(...Array.from({ length: depth }, (_, index) => dense(`h${index}`, size('N'))));

describe('deep stacks of erf layers of one width, He_3', () => {
  test.each([1, 2, 10, 100, 1000])('%i wide layers: one specialised layer suffices, sqrt(N d)', (depth) => {
    const { winner } = predict(study(equalLayers(depth), hermite(3), { N: 4096, d: 64 }));
    expect(winner.energy.toString()).toBe('sqrt(N*d)');
    expect(winner.layers.filter((layer) => layer.pattern !== 'lazy').map((layer) => layer.pattern)).toEqual([
      'specialization',
    ]);
  });

  // By hand, N < d: each of the first L - 1 layers divides r_1 by D = E/N, so the last sees r_1 = d (N/E)^(L-1). There one
  // unit specialises, at E = r_1: E^L = N^(L-1) d. It leaves r_3 = N, which is less than E.
  test.each([
    [10, 16, 64, '(N^9*d)^(1/10)'],
    [100, 16, 64, '(N^99*d)^(1/100)'],
  ])('%i narrow layers amplify step by step', (depth, N, d, expected) => {
    const { winner } = predict(study(equalLayers(depth), hermite(3), { N, d }));
    expect(winner.energy.toString()).toBe(expected);
  });

  test('depth never hurts: E falls or stays with every layer added', () => {
    const energies = [1, 2, 3, 5, 8, 20, 50].map((depth) => {
      const asked = study(equalLayers(depth), hermite(3), { N: 16, d: 64 });
      return predict(asked).winner.energy.value(asked.reference);
    });
    energies.slice(1).forEach((value, index) => expect(value).toBeLessThanOrEqual((energies[index] ?? 0) * (1 + 1e-9)));
  });

  test('a deep list is marked as incomplete and still holds the winner first', () => {
    const prediction = predict(study(equalLayers(50), hermite(3), { N: 4096, d: 64 }));
    expect(prediction.complete).toBe(false);
    expect(prediction.patterns[0]?.optimal).toBe(true);
    expect(prediction.omissions.map(words).join(' ')).toMatch(/too deep to list every pattern/);
  });

  test('work grows linearly with depth, not exponentially', () => {
    const time = (depth: number): number => {
      const asked = study(equalLayers(depth), hermite(3), { N: 4096, d: 64 });
      // The least of several: other processes may interrupt any of them.
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        predict(asked);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    time(40);
    // Ten times the layers may take up to a hundred times as long on a busy machine; 2^40 times would not end.
    expect(time(400) / Math.max(time(40), 1)).toBeLessThan(100);
  });
});

describe('targets of high degree', () => {
  // By hand: relu reaches every even degree at once, so He_20 costs what any even degree above 1 does: M d against N/M.
  test.each([1, 2, 3])('He_20 in %i relu layers is as cheap as He_2', (depth) => {
    const layers = Array.from({ length: depth }, (_, index) => dense(`h${index}`, size('N'), 'relu'));
    const { winner } = predict(study(stack(...layers), hermite(20), { N: 100, d: 64 }));
    expect(winner.energy.toString()).toBe('sqrt(N*d)');
  });
});
