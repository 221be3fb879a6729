import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Monomial, predict, type ActivationName, type Pattern, type Target } from '../../theory/index.js';
import { attention, attentive, dense, hermite, onTokens, size, stack, study } from './networks.js';

const named = (patterns: readonly Pattern[], name: string): Pattern | undefined =>
  patterns.find((pattern) => pattern.name === name);
const one = (activation: ActivationName, target: Target, reference: Record<string, number>) =>
  named(predict(study(stack(dense('h', size('N'), activation)), target, reference)).patterns, 'specialization');
const teacher = (degree: number): Target => ({ ...hermite(degree), directions: size('k') }) as Target;

describe('one layer that specialises on He_1', () => {
  test('quadratic: one unit of length (N/d)^(1/6), m^2 d against N/m^4', () => {
    const pattern = one('quadratic', hermite(2), { d: 64, N: 4096 });
    expect(pattern?.energy.toString()).toBe('(N*d^2)^(1/3)');
    const [layer] = pattern?.layers ?? [];
    expect(layer?.counts).toBe('unit');
    expect(layer?.parameter?.size.toString()).toBe('1');
    expect(layer?.length?.toString()).toBe('(N/d)^(1/6)');
    expect(layer?.cost?.toString()).toBe('(N*d^2)^(1/3)');
    expect(layer?.outgoing.get(2)?.toString()).toBe('(N*d^2)^(1/3)');
    expect(pattern?.provenance.map(({ rule }) => rule)).toContain('free-length');
  });

  test('quadratic, N < d: a unit is not shorter than 1, and costs d', () => {
    const pattern = one('quadratic', hermite(2), { d: 64, N: 32 });
    expect(pattern?.energy.toString()).toBe('d');
    expect(pattern?.layers[0]?.length?.toString()).toBe('1');
    expect(pattern?.layers[0]?.parameter?.bound).toBe('lower');
  });

  test.each<ActivationName>(['relu', 'gelu', 'silu'])('%s: only M m^2 is predicted, as M was', (activation) => {
    const pattern = one(activation, hermite(2), { d: 64, N: 4096 });
    expect(pattern?.energy.toString()).toBe('sqrt(N*d)');
    expect(pattern?.layers[0]?.parameter?.size.toString()).toBe('sqrt(N/d)');
    expect(pattern?.layers[0]?.length).toBe('free');
  });

  test.each<ActivationName>(['erf', 'tanh', 'sin'])('%s: units have length 1', (activation) => {
    const pattern = one(activation, hermite(3), { d: 64, N: 4096 });
    expect(pattern?.energy.toString()).toBe('sqrt(N*d)');
    expect(pattern?.layers[0]?.length).toBeUndefined();
    expect(pattern?.provenance.map(({ rule }) => rule)).not.toContain('free-length');
  });
});

describe('k directions', () => {
  // Bounded units: k M <= N, so that M is at most N/k = 2. Of free length: M m^2 <= N alone, and one unit for each direction.
  const reference = { d: 2, N: 64, k: 32 };

  test('bounded units stop at N/k, and the readout keeps N/M = k', () => {
    expect(one('erf', teacher(3), { ...reference, d: 0.01 })?.energy.toString()).toBe('k');
  });

  test('with growth 1 the product goes on to where k M m^2 d = N/(M m^2)', () => {
    expect(one('relu', teacher(2), reference)?.energy.toString()).toBe('d*k');
    expect(one('relu', teacher(2), { ...reference, d: 0.01 })?.energy.toString()).toBe('sqrt(N*d*k)');
  });

  test.each<ActivationName>(['erf', 'relu', 'quadratic'])(
    '%s: none specialise on more directions than units',
    (name) => {
      const degree = name === 'erf' ? 3 : 2;
      expect(one(name, teacher(degree), { ...reference, k: 64 })).toBeDefined();
      expect(one(name, teacher(degree), { ...reference, k: 65 })).toBeUndefined();
    },
  );
});

test('every parameter and length is within its bounds, and r is at least 1', () => {
  const sizes = fc.record({
    d: fc.double({ min: 2, max: 1e4, noNaN: true }),
    N: fc.double({ min: 2, max: 1e6, noNaN: true }),
  });
  fc.assert(
    fc.property(sizes, fc.constantFrom<ActivationName>('erf', 'relu', 'quadratic'), (reference, activation) => {
      const pattern = one(activation, hermite(activation === 'erf' ? 3 : 2), reference);
      const [layer] = pattern?.layers ?? [];
      const at = (value: Monomial | undefined): number => value?.value(new Map(Object.entries(reference))) ?? NaN;
      expect(at(layer?.parameter?.size)).toBeGreaterThanOrEqual(1 - 1e-9);
      if (layer?.length instanceof Monomial) expect(at(layer.length)).toBeGreaterThanOrEqual(1 - 1e-9);
      for (const value of layer?.outgoing.values() ?? []) if (value) expect(at(value)).toBeGreaterThanOrEqual(1 - 1e-9);
    }),
  );
});

test('low-rank scores of a rank above d^2 cost what those of a full matrix cost', () => {
  const heads = { ...attention('a', size('H')), scores: { form: 'lowrank', rank: size('q') } } as const;
  const energyAt = (q: number): string =>
    named(
      predict(study(onTokens(heads), attentive, { d: 8, L: 512, H: 1024, q })).patterns,
      'magnetization',
    )?.energy.toString() ?? '';
  // beta d sqrt(q) against H L d/beta, and beta d^2 for q > d^2 = 64.
  expect(energyAt(16)).toBe('d*(H^2*L^2*q)^(1/4)');
  expect(energyAt(1024)).toBe('sqrt(H*L*d^3)');
});
