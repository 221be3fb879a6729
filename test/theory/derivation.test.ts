import { describe, expect, test } from 'vitest';
import { derivationView } from '../../present/derivation.js';
import { allRules } from '../../theory/rules.js';
import { predict } from '../../theory/index.js';
import { dense, hermite, size, stack, study } from './networks.js';

describe('a derivation', () => {
  const asked = study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), {
    N1: 4096,
    N2: 256,
    d: 64,
  });
  const steps = derivationView(predict(asked).derivation());

  test('goes from the data through every layer to the samples', () => {
    expect(steps.map((step) => step.title)).toEqual([
      'data: gaussian',
      'h1: lazy',
      'h2: specialization on He_1',
      'output: linear',
      'balance',
      'samples',
    ]);
  });
  test('says what came in and what went out, in Unicode', () => {
    expect(steps[0]?.formulas).toEqual(['r₁ = d', 'r₂ = ∞', 'r₃ = ∞']);
    expect(steps[1]?.formulas).toEqual(['Δ = 0', 'r₁ = d', 'r₂ = ∞', 'r₃ = d³']);
    // N2/M = √(N2·d) = 128 is more than d = 64: degree 1 stays as it was.
    expect(steps[2]?.formulas).toEqual(['M ~ √(N2/d)', 'Δ = √(N2·d)', 'r₁ = d', 'r₂ = ∞', 'r₃ = √(N2·d)']);
    expect(steps[4]?.formulas).toEqual(['E = a_y^(1/2) · Δ(h2)^(1/2)', 'E = √(N2·d)']);
  });
  test('names a rule, its standing and its source at every step', () => {
    for (const { rule } of steps) expect(allRules).toContainEqual(rule);
  });
  test('can be had for any pattern', () => {
    const both = predict(asked).patterns.find((pattern) => pattern.name === 'specialization, magnetization');
    const titles = derivationView(predict(asked).derivation(both)).map((step) => step.title);
    expect(titles).toContain('h2: magnetization on He_3');
  });
});
