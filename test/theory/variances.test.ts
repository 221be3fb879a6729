import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Monomial, predict, representable, type Network, type Study } from '../../theory/index.js';
import { problemOf } from '../../theory/solving/problem.js';
import {
  dense,
  experts,
  exponents,
  genericSizes,
  hermite,
  size,
  smallNetworks,
  smallTargets,
  stack,
  study,
} from './networks.js';

const number = (value: string): Monomial => Monomial.constant(value);

/** The network with another prior variance at its readout. */
const withReadout = (network: Network, variance: Monomial): Network => ({
  ...network,
  output: { ...network.output, variance },
});

/** The network with another prior variance of the weights of each layer. */
const withWeights = (network: Network, variance: Monomial): Network => ({
  ...network,
  layers: network.layers.map((layer) => ({ ...layer, sizes: { ...layer.sizes, variance } })),
});

const twoLayers = (variance: Monomial): Study =>
  study(withReadout(stack(dense('h', size('N'))), variance), hermite(3), { N: 4096, d: 64, v: 4 });

describe('a prior variance', () => {
  test('of 1 is no variance, at the readout and in layers', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const plain = predict(study(network, target, sizes));
        for (const other of [withReadout(network, Monomial.one), withWeights(network, Monomial.one)]) {
          const same = predict(study(other, target, sizes));
          expect(same.patterns.map(({ name, energy }) => [name, energy.toString()])).toEqual(
            plain.patterns.map(({ name, energy }) => [name, energy.toString()]),
          );
          expect(same.provenance).toEqual(plain.provenance);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('that is a number changes no exponent of a pattern in a layer, and says so by its rule', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const [plain, other] = [network, withWeights(network, number('1/2'))].map((one) =>
          predict(study(one, target, sizes)),
        );
        expect(other?.patterns.map(({ name, energy }) => [name, exponents(energy)])).toEqual(
          plain?.patterns.map(({ name, energy }) => [name, exponents(energy)]),
        );
        expect(other?.provenance).toContainEqual(
          expect.objectContaining({ rule: 'weight-variance', status: 'derived' }),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('of experts is no size of theirs', () => {
    const mixture = stack(experts('e', size('N'), size('X'), Monomial.one));
    const sizes = { N: 4096, X: 4, d: 64 };
    const [plain, other] = [mixture, withWeights(mixture, number('1/2'))].map((one) =>
      predict(study(one, hermite(3), sizes)),
    );
    expect(other?.winner.energy.toString()).toBe(plain?.winner.energy.toString());
  });

  // M d against (N/M)/v: E = sqrt(N d/v), M = sqrt(N/(d v)).
  test('of the readout divides a_y: two-layer specialization, in a size', () => {
    const { winner } = predict(twoLayers(size('v')));
    expect(winner.name).toBe('specialization');
    expect(exponents(winner.energy)).toEqual({ N: '1/2', d: '1/2', v: '-1/2' });
    expect(winner.energy.value(new Map(Object.entries({ N: 4096, d: 64, v: 4 })))).toBeCloseTo(256, 9);
    expect(exponents(winner.layers[0]?.parameter?.size ?? Monomial.one)).toEqual({ N: '1/2', d: '-1/2', v: '-1/2' });
  });

  test('of the readout that is a number moves prefactors alone', () => {
    const { winner, provenance } = predict(twoLayers(number('4')));
    expect(exponents(winner.energy)).toEqual({ N: '1/2', d: '1/2' });
    expect(winner.energy.value(new Map(Object.entries({ N: 4096, d: 64 })))).toBeCloseTo(256, 9);
    expect(provenance).toContainEqual(expect.objectContaining({ rule: 'readout-variance', status: 'derived' }));
  });

  test('of 1/N at the readout is mean-field scaling', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, (network, target) => {
        fc.pre(representable(network, target) === undefined);
        const last = size(`N${network.layers.length}`);
        const meanField: Network = { ...network, output: { kind: 'linear', scaling: 'meanfield' } };
        expect(problemOf(withReadout(network, Monomial.one.over(last)), target).readout.toString()).toBe(
          problemOf(meanField, target).readout.toString(),
        );
      }),
      { numRuns: 20 },
    );
  });

  // arXiv:2310.03789: N -> b N, d -> sqrt(b) d, P -> a P, ridge -> (a/b) ridge, readout variance -> over sqrt(b). In its mean-field
  // convention that variance is 8/N and a unit's 8/N over N, so the number before 1/(N chi) is 8 sqrt(b). P/ridge, and with it E, grows as b.
  test('carries the scaling law of a published transition: E ~ b', () => {
    const network: Network = {
      name: 'Transition',
      input: { kind: 'gaussian', dimension: number('150').times(size('b', '1/2')) },
      layers: [dense('h', number('700').times(size('b')))],
      output: { kind: 'linear', scaling: 'meanfield', variance: number('8').times(size('b', '1/2')) },
    };
    const { winner } = predict(study(network, hermite(1, 3), { b: 1 }));
    expect(winner.name).toBe('specialization');
    expect(exponents(winner.energy)).toEqual({ b: '1' });
    // M d = N^2/(8 M): M = N/sqrt(8 d), E = N sqrt(d/8).
    expect(winner.energy.value(new Map([['b', 1]]))).toBeCloseTo(700 * Math.sqrt(150 / 8), 6);
  });
});
