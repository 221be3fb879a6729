import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Monomial } from '../../theory/index.js';
import { predict, representable, type Network, type Study } from '../../theory/index.js';
import { leastBudget } from '../../theory/solving/least-budget.js';
import { problemAt, problemOf } from '../../theory/solving/problem.js';
import { dense, genericSizes, hermite, size, smallNetworks, smallTargets, stack, study } from './networks.js';

const energy = (asked: Study): number => predict(asked).winner.energy.log(asked.reference);

/** The same network with its sizes replaced. */
const substituted = (network: Network, sizes: ReadonlyMap<string, Monomial>): Network => ({
  ...network,
  input: { kind: 'gaussian', dimension: size('d').substitute(sizes) },
  layers: network.layers.map((layer) => ({
    ...layer,
    sizes: Object.fromEntries(Object.entries(layer.sizes).map(([name, value]) => [name, value.substitute(sizes)])),
  })),
});

describe('the heuristic as an algebra', () => {
  test('with odd activations E never falls as the odd degree of the target rises', () => {
    const odd = fc.array(fc.constantFrom('erf', 'tanh', 'sin'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(odd, genericSizes, (activations, sizes) => {
        const network = stack(...activations.map((name, index) => dense(`h${index + 1}`, size(`N${index + 1}`), name)));
        const energies = [1, 3, 5, 7].map((degree) => energy(study(network, hermite(degree), sizes)));
        energies
          .slice(1)
          .forEach((value, index) => expect(value).toBeGreaterThanOrEqual((energies[index] ?? 0) - 1e-7));
      }),
    );
  });

  test('with relu it can fall: He_4 is cheaper than He_3 in two layers', () => {
    // By hand, N1 = N2 = d^2. He_4: the second layer specialises on degree 1 and reaches every even degree at once, M d
    // against d^2/M: sqrt(d^3). He_3 is made only as a product r_1 r_2: whatever specialises, r_2 or both stay to be paid.
    // Specialised units in the first layer leave r_1 = r_2 = N/M, so r_3 = (N/M)^2 against M d: (N d)^(2/3) = d^2.
    const network = stack(dense('h1', size('d', 2), 'relu'), dense('h2', size('d', 2), 'relu'));
    const [third, fourth] = [3, 4].map((degree) => predict(study(network, hermite(degree), { d: 100 })).winner);
    expect(fourth?.energy.toString()).toBe('d^(3/2)');
    expect(third?.energy.toString()).toBe('d^2');
  });

  test('a wider choice of patterns never raises E', () => {
    fc.assert(
      fc.property(
        smallNetworks(2),
        smallTargets,
        genericSizes,
        fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
        (network, target, sizes, keep) => {
          fc.pre(representable(network, target) === undefined);
          const problem = problemAt(problemOf(network, target), study(network, target, sizes).reference);
          const { layers } = problem.numeric;
          const fewer = layers.map((moves, layer) =>
            moves.filter((move, index) => !move.active || keep[(7 * layer + index) % 24]),
          );
          const least = (allowed: typeof layers): number =>
            leastBudget(problem.numeric, allowed, problem.numericReadout)?.logEnergy ?? Infinity;
          expect(least(layers)).toBeLessThanOrEqual(least(fewer) + 1e-7);
        },
      ),
    );
  });

  test('no listed pattern is cheaper than the winner, and the list is in order', () => {
    fc.assert(
      fc.property(smallNetworks(3), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        const energies = predict(asked).patterns.map((pattern) => pattern.energy.log(asked.reference));
        energies
          .slice(1)
          .forEach((value, index) => expect(value).toBeGreaterThanOrEqual((energies[index] ?? 0) - 1e-7));
      }),
      { numRuns: 40 },
    );
  });

  test('an identity around a layer never raises E', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const residual = { ...network, layers: network.layers.map((layer) => ({ ...layer, residual: true })) };
        expect(energy(study(residual, target, sizes))).toBeLessThanOrEqual(
          energy(study(network, target, sizes)) + 1e-7,
        );
      }),
    );
  });

  test('renaming sizes changes nothing but the names', () => {
    const names = new Map(['d', 'N1', 'N2', 'N3'].map((name, index) => [name, ['ζ', 'B', 'a1', 'A'][index] ?? name]));
    const renamed = new Map([...names].map(([from, to]) => [from, size(to)]));
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const other = Object.fromEntries(
          Object.entries(sizes).map(([name, value]) => [names.get(name) ?? name, value]),
        );
        const [before, after] = [
          predict(study(network, target, sizes)),
          predict(study(substituted(network, renamed), target, other)),
        ];
        expect(after.winner.name).toBe(before.winner.name);
        expect(after.winner.energy.equals(before.winner.energy.substitute(renamed))).toBe(true);
      }),
    );
  });

  test('another base changes nothing: sizes written as powers of one size', () => {
    fc.assert(
      fc.property(
        smallNetworks(2),
        smallTargets,
        fc.tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 1, max: 24 }))),
        (network, target, powers) => {
          fc.pre(representable(network, target) === undefined);
          const names = ['d', 'N1', 'N2', 'N3'];
          const inBase = new Map(names.map((name, index) => [name, size('b', `${powers[index] ?? 1}/6`)]));
          const free = Object.fromEntries(names.map((name, index) => [name, 10 ** ((powers[index] ?? 1) / 6)]));
          expect(energy(study(substituted(network, inBase), target, { b: 10 }))).toBeCloseTo(
            energy(study(network, target, free)),
            7,
          );
        },
      ),
    );
  });
});

describe('closed forms and duality', () => {
  test('the closed form is the optimum at the reference sizes, and nowhere above it', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, genericSizes, (network, target, here, there) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, here);
        const problem = problemOf(network, target);
        const at = problemAt(problem, asked.reference);
        const solved = leastBudget(at.numeric, at.numeric.layers, at.numericReadout);
        const { winner } = predict(asked);
        expect(winner.energy.log(asked.reference)).toBeCloseTo(solved?.logEnergy ?? NaN, 7);
        // Weak duality, elsewhere: each term of the winner is at most its largest one, so is their weighted product.
        const elsewhere = new Map(Object.entries(there));
        const terms = winner.layers.flatMap(({ cost, weight }) => (cost ? [{ log: cost.log(elsewhere), weight }] : []));
        terms.push({ log: winner.readout.log(elsewhere), weight: winner.readoutWeight });
        const largest = Math.max(...terms.filter(({ weight }) => weight > 0).map(({ log }) => log));
        expect(winner.energy.log(elsewhere)).toBeLessThanOrEqual(largest + 1e-7);
      }),
    );
  });

  test('the dual weights are a distribution, and the terms they weigh all equal E', () => {
    fc.assert(
      fc.property(smallNetworks(3), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        for (const pattern of predict(asked).patterns) {
          const total = pattern.readoutWeight + pattern.layers.reduce((sum, layer) => sum + layer.weight, 0);
          expect(total).toBeCloseTo(1, 9);
          const log = pattern.energy.log(asked.reference);
          for (const { cost, weight } of pattern.layers) {
            if (cost) expect(cost.log(asked.reference)).toBeLessThanOrEqual(log + 1e-6);
            if (cost && weight > 0) expect(cost.log(asked.reference)).toBeCloseTo(log, 6);
          }
          expect(pattern.readout.log(asked.reference)).toBeLessThanOrEqual(log + 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });
});
