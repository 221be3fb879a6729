import { describe, expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import { largestPart } from '../../theory/parameters.js';
import { Monomial, predict } from '../../theory/index.js';
import { found, layersAlike, parameter } from './likeness.js';
import { dense, experts, exponents, hermite, size, stack, study } from './networks.js';

// Expected values: section by section from the rules in docs/theory.md, by hand.

describe('mixture of experts', () => {
  const network = stack(experts('e', size('N'), size('X'), Monomial.one));
  const asked = study(network, hermite(3), { N: 4096, X: 16, d: 64 });

  test('one active: lazy X d^3; specialization X sqrt(N d) with M = X sqrt(N/d)', () => {
    expect(found(asked, 'lazy').energy.toString()).toBe('X*d^3');
    expect(found(asked, 'specialization').energy.toString()).toBe('X*sqrt(N*d)');
    expect(parameter(found(asked, 'specialization'), 'e')).toBe('X*sqrt(N/d)');
  });

  test('A active: M d against (X/A) X N/M', () => {
    const some = study(stack(experts('e', size('N'), size('X'), size('A'))), hermite(3), {
      N: 4096,
      X: 16,
      A: 2,
      d: 64,
    });
    expect(exponents(found(some, 'specialization').energy)).toEqual({ X: '1', A: '-1/2', N: '1/2', d: '1/2' });
  });

  test('gfl: all X N units pay, X N D against X (d/D)^3', () => {
    // N D = d^3/D^3: D = (d^3/N)^(1/4), E = X (N d)^(3/4).
    expect(found(asked, 'gfl').energy.toString()).toBe('X*(N*d)^(3/4)');
  });

  test('two layers: what comes out of experts is X/A dearer for the next', () => {
    // r_1 = X d after the experts; then M X d against N2/M: sqrt(X N2 d).
    const deep = study(stack(...network.layers, dense('h2', size('N2'))), hermite(3), {
      N: 4096,
      N2: 256,
      X: 4,
      d: 64,
    });
    expect(found(deep, 'lazy, specialization').energy.toString()).toBe('sqrt(N2*X*d)');
  });

  test('is marked as derived, and says that routing is fixed', () => {
    const { provenance, omissions } = predict(asked);
    expect(provenance).toContainEqual(expect.objectContaining({ rule: 'experts', status: 'derived' }));
    expect(omissions.map(words).join(' ')).toMatch(
      /experts of e are chosen at random .* trained router is not modelled/,
    );
  });

  test('says when fewer units specialise than there are experts: N < d', () => {
    // M = 16 sqrt(16/64) = 8 < 16.
    const few = predict({ ...asked, reference: new Map(Object.entries({ N: 16, X: 16, d: 64 })) });
    expect(few.omissions.map(words).join(' ')).toMatch(/Of e only 8 units specialise, and it has 16 experts/);
    expect(predict(asked).omissions.map(words).join(' ')).not.toMatch(/units specialise/);
  });

  test('all active is a dense layer of X N units', () =>
    layersAlike(
      (name, width, activation) => experts(name, width, size('N3'), size('N3'), activation),
      (name, width, activation) => dense(name, width.times(size('N3')), activation),
    ));

  test('one expert is the layer itself', () =>
    layersAlike((name, width, activation) => experts(name, width, Monomial.one, Monomial.one, activation), dense));

  test('counts the weights of all experts', () => {
    expect(largestPart(network, asked.reference).count.toString()).toBe('N*X*d');
  });
});
