import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import { largestPart } from '../../theory/parameters.js';
import { Monomial, predict, representable, type Pattern } from '../../theory/index.js';
import { activations, found, layersAlike, parameter } from './likeness.js';
import { dense, exponents, genericSizes, hermite, recurrent, size, smallTargets, stack, study } from './networks.js';

// Expected values: section by section from the rules in docs/theory.md, by hand.

const rulesOf = ({ provenance }: Pattern): string[] => provenance.map(({ rule }) => rule);

describe('recurrent layers', () => {
  test('one step is a dense layer', () =>
    layersAlike((name, width, activation) => recurrent(name, width, 1, activation), dense));

  test('GFL with one gain: N D against (d/D^T)^3', () => {
    // D^(3T + 1) = d^3/N, E = (N^(3T) d^3)^(1/(3T + 1)): T = 2 gives (N^6 d^3)^(1/7).
    // D = (2^36/2^6)^(1/7) = 19.5 is less than N = 64.
    const asked = study(stack(recurrent('r', size('N'), 2)), hermite(3), { N: 64, d: 4096 });
    expect(exponents(found(asked, 'gfl').energy)).toEqual({ N: '6/7', d: '3/7' });
    expect(parameter(found(asked, 'gfl'), 'r')).toBe('(d^3/N)^(1/7)');
    expect(rulesOf(found(asked, 'gfl'))).not.toContain('repeated-gain');
    expect(predict(asked).omissions.map(words).join(' ')).not.toMatch(/contradict/);
  });

  test.each([2, 3, 4, 9])('of %i steps those after the first count N at most: N D against (d/(N D))^3', (steps) => {
    // E = N D = (d/E)^3: d^(3/4), whatever N is, as long as D^(T-1) = (d^(3/4)/N)^(T-1) is above N = 4: 128^(T-1) is.
    const asked = study(stack(recurrent('r', size('N'), steps)), hermite(3), { N: 4, d: 4096 });
    const { winner, omissions } = predict(asked);
    expect(winner.name).toBe('gfl');
    expect(winner.energy.toString()).toBe('d^(3/4)');
    expect(parameter(winner, 'r')).toBe('d^(3/4)/N');
    expect(rulesOf(winner)).toContain('repeated-gain');
    // What the rule without that says is told, and not predicted: (N^T d)^(3/(3T+1)).
    const [n, d] = [steps * 3, 3].map((power) => power / (3 * steps + 1)) as [number, number];
    const plain = 4 ** n * 4096 ** d;
    expect(omissions.map(words).join(' ')).toContain(`= ${Number(plain.toPrecision(3))}. Measurements contradict it`);
  });

  test('where both meet, D^(T-1) = N, both rules say the same', () => {
    // T = 2: D = N at d^3 = N^8. N = 16: d = 2^(32/3), E = N^2 = 256.
    const asked = study(stack(recurrent('r', size('N'), 2)), hermite(3), { N: 16, d: 2 ** (32 / 3) });
    expect(found(asked, 'gfl').energy.value(asked.reference)).toBeCloseTo(256, 6);
  });

  test('units without a largest value have no limit: N D against d/D^T', () => {
    // T = 3, N = 4, d = 4096: D^4 = d/N = 1024, E = (N^3 d)^(1/4) = 22.6; D^2 = 32 is more than N.
    const asked = study(stack(recurrent('r', size('N'), 3, 'linear')), hermite(1), { N: 4, d: 4096 });
    const { winner } = predict(asked);
    expect(winner.energy.toString()).toBe('(N^3*d)^(1/4)');
    expect(rulesOf(winner)).not.toContain('repeated-gain');
  });

  test('of units that are as many as wanted noise takes nothing', () => {
    // Any gain up to d: D^(T-1) <= d^(T-1) = N.
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 3, max: 60 }), (steps, d) => {
        const asked = study(stack(recurrent('r', size('N'), steps)), hermite(3), { N: d ** (steps - 1), d });
        expect(predict(asked).patterns.flatMap(rulesOf)).not.toContain('repeated-gain');
      }),
    );
  });

  test('specialization is found once: sqrt(N d) for any number of steps', () => {
    for (const steps of [1, 2, 5, 1000]) {
      const asked = study(stack(recurrent('r', size('N'), steps)), hermite(3), { N: 4096, d: 64 });
      expect(predict(asked).winner.energy.toString()).toBe('sqrt(N*d)');
      expect(predict(asked).winner.layers).toHaveLength(1);
    }
  });

  test('amplification ends where r is 1', () => {
    // A readout of N units behind it: E is at least what those cost, so that the gain D = E/N could pass d.
    const network = stack(recurrent('r', Monomial.one, 3, 'linear'), dense('h', size('N'), 'linear'));
    const winner = found(study(network, hermite(1), { N: 100, d: 8 }), 'gfl, lazy');
    const r = winner.layers[0]?.outgoing.get(1)?.value(new Map(Object.entries({ N: 100, d: 8 })));
    expect(r).toBeGreaterThanOrEqual(1 - 1e-9);
  });

  test('T steps of relu make products of products: He_3 needs two of them', () => {
    expect(representable(stack(recurrent('r', size('N'), 1, 'relu')), hermite(3))?.degree).toBe(3);
    // r_2 = d^2 at the first step, r_3 = r_1 r_2 = d^3 at the second.
    const asked = study(stack(recurrent('r', size('N'), 2, 'relu')), hermite(3), { N: 4096, d: 64 });
    expect(found(asked, 'lazy').energy.toString()).toBe('d^3');
  });

  test('as scales it does what T layers of its own do, and no better', () => {
    fc.assert(
      fc.property(
        activations,
        fc.integer({ min: 2, max: 3 }),
        smallTargets,
        genericSizes,
        (activation, steps, target, sizes) => {
          const tied = stack(recurrent('r', size('N1'), steps, activation));
          const free = stack(
            ...Array.from({ length: steps }, (_, index) => dense(`h${index}`, size('N1'), activation)),
          );
          fc.pre(representable(tied, target) === undefined);
          const [one, other] = [tied, free].map((network) => {
            const asked = study(network, target, sizes);
            return predict(asked).winner.energy.log(asked.reference);
          });
          expect(other).toBeLessThanOrEqual((one ?? 0) + 1e-7);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is marked as a conjecture', () => {
    const asked = study(stack(recurrent('r', size('N'), 2)), hermite(3), { N: 4096, d: 64 });
    expect(predict(asked).provenance).toContainEqual(
      expect.objectContaining({ rule: 'recurrent', status: 'conjecture' }),
    );
  });

  test('counts the larger of its two matrices', () => {
    const network = stack(recurrent('r', size('N'), 8));
    expect(largestPart(network, new Map(Object.entries({ N: 4096, d: 64 }))).count.toString()).toBe('N^2');
  });
});
