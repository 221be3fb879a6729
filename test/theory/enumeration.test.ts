import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predict, representable, type Network, type Target } from '../../theory/index.js';
import { problemAt, problemOf } from '../../theory/solving/problem.js';
import { leastByEnumeration } from './linear-program.js';
import {
  attentive,
  attentiveWith,
  genericSizes,
  hermite,
  networksOfEveryKind,
  networksOnTokens,
  recurrent,
  size,
  smallNetworks,
  smallTargets,
  stack,
  study,
} from './networks.js';

/** The winner's energy against the least of all enumerated programs. */
function compareWithEnumeration(network: Network, target: Target, sizes: Record<string, number>): void {
  fc.pre(representable(network, target) === undefined);
  const asked = study(network, target, sizes);
  const { winner } = predict(asked);
  const problem = problemAt(problemOf(network, target), asked.reference);
  const expected = leastByEnumeration(problem.numeric, problem.numericReadout);
  expect(winner.energy.log(asked.reference)).toBeCloseTo(expected, 6);
}

describe('dropping dominated choices changes nothing against plain enumeration with another solver', () => {
  test('dense layers', () => {
    fc.assert(fc.property(smallNetworks(2), smallTargets, genericSizes, compareWithEnumeration), { numRuns: 300 });
  });

  test('experts, norms and spiked data', () => {
    const networks = networksOfEveryKind.filter(({ layers }) => layers.every(({ kind }) => kind !== 'recurrent'));
    fc.assert(fc.property(networks, smallTargets, genericSizes, compareWithEnumeration), { numRuns: 150 });
  });

  test('a recurrent layer, whose gain counts no more than its caps at any step', () => {
    const layers = fc.tuple(fc.integer({ min: 2, max: 3 }), fc.constantFrom('erf', 'linear', 'quadratic'));
    fc.assert(
      fc.property(layers, fc.constantFrom(1, 2, 3, 4), genericSizes, ([steps, activation], degree, sizes) =>
        compareWithEnumeration(stack(recurrent('r', size('N1'), steps, activation)), hermite(degree), sizes),
      ),
      { numRuns: 150 },
    );
  });

  test('attention at any place, with the query beside it', () => {
    const targets = fc.constantFrom(attentive, attentiveWith(1), attentiveWith(1, 2), hermite(1), hermite(3));
    fc.assert(
      fc.property(networksOnTokens, targets, genericSizes, (network, target, sizes) =>
        compareWithEnumeration(network, target, { ...sizes, L: 40 }),
      ),
      { numRuns: 150 },
    );
  });
});
