import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predict, representable, type Network, type Pattern, type Target } from '../../theory/index.js';
import { networksOfEveryKind, smallNetworks, smallTargets, study } from './networks.js';

/** Sizes of which several are alike, so that patterns have equal energies. */
const alike = fc
  .tuple(fc.constantFrom(16, 64), fc.constantFrom(16, 64, 4096), fc.constantFrom(16, 64, 4096))
  .map(([d, N1, N2]) => ({ d, N1, N2, N3: N1, N4: N2, s: 4, k: 4, X: 4, A: 2 }));

const acting = ({ layers }: Pattern): number => layers.filter(({ pattern }) => pattern !== 'lazy').length;
const first = ({ layers }: Pattern): number => layers.findIndex(({ pattern }) => pattern !== 'lazy');

/** The winner is found without ranking: it must be the one that the ranking would put first, by its definition. */
function standsFirst(network: Network, target: Target, sizes: Record<string, number>): void {
  fc.pre(representable(network, target) === undefined);
  const asked = study(network, target, sizes);
  const { winner, patterns } = predict(asked);
  expect(patterns[0]).toBe(winner);
  expect(new Set(patterns.map(({ name }) => name)).size).toBe(patterns.length);
  for (const other of patterns.slice(1)) {
    const more = other.energy.log(asked.reference) - winner.energy.log(asked.reference);
    expect(more).toBeGreaterThan(-1e-7);
    if (more > 1e-7) continue;
    expect(acting(other)).toBeGreaterThanOrEqual(acting(winner));
    if (acting(other) === acting(winner)) expect(first(other)).toBeLessThanOrEqual(first(winner));
  }
}

test('no pattern stands before the winner: not in energy, not with fewer acting layers, not acting later', () => {
  fc.assert(fc.property(smallNetworks(3), smallTargets, alike, standsFirst), { numRuns: 300 });
});

test('so it is with layers of every kind', () => {
  fc.assert(fc.property(networksOfEveryKind, smallTargets, alike, standsFirst), { numRuns: 200 });
});
