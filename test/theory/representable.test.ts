import { describe, expect, test } from 'vitest';
import { words } from '../../present/words/words.js';
import { predict, representable } from '../../theory/index.js';
import { attentive, dense, hermite, size, stack, study } from './networks.js';

describe('what a network cannot represent', () => {
  test('an odd activation has no even degree, and the message says what would help', () => {
    const problem = representable(stack(dense('h1', size('N'))), hermite(1, 2));
    expect(problem?.degree).toBe(2);
    expect(problem && words(problem.obstacle)).toMatch(/He_2 .* erf is odd/);
    expect(problem?.suggestions).toContainEqual({ layer: 'h1', activation: 'relu' });
    expect(problem?.suggestions).not.toContainEqual({ layer: 'h1', activation: 'tanh' });
  });
  test('every suggestion helps', () => {
    const network = stack(dense('h1', size('N')), dense('h2', size('N')));
    for (const { layer, activation } of representable(network, hermite(2))?.suggestions ?? []) {
      const layers = network.layers.map((candidate) =>
        candidate.name === layer ? { ...candidate, activation } : candidate,
      );
      expect(representable({ ...network, layers }, hermite(2))).toBeUndefined();
    }
  });
  test('linear layers make no degree above 1, quadratic ones lose degree 1', () => {
    expect(representable(stack(dense('h', size('N'), 'linear')), hermite(3))?.degree).toBe(3);
    expect(representable(stack(dense('h', size('N'), 'quadratic')), hermite(1))?.degree).toBe(1);
  });
  test('relu makes He_3 in two layers but not in one', () => {
    const layer = (name: string) => dense(name, size('N'), 'relu');
    expect(representable(stack(layer('h1')), hermite(3))?.degree).toBe(3);
    expect(representable(stack(layer('h1'), layer('h2')), hermite(3))).toBeUndefined();
  });
  test('the attention target needs attention', () => {
    const missing = representable(stack(dense('h', size('N'))), attentive);
    expect(missing && words(missing.obstacle)).toMatch(/attention layer/);
  });
  test('predict refuses it in words', () => {
    const asked = study(stack(dense('h1', size('N'))), hermite(2), { N: 100, d: 10 });
    expect(() => predict(asked)).toThrow(/cannot represent/);
  });
});
