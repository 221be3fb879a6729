import { describe, expect, it } from 'vitest';
import { predict } from '../../theory/index.js';
import { tiedMoves, tiedNames, tiedPatterns } from '../../present/views/ties.js';
import { attention, attentive, dense, hermite, size, stack, study, onTokens } from '../theory/networks.js';

describe('patterns of equal energy', () => {
  // Amplified scores and leaning heads both end at sqrt(H L d^3).
  const tied = study(onTokens(attention('a', size('H'))), attentive, { d: 64, L: 4096, H: 16 });
  const single = study(stack(dense('h', size('N'))), hermite(3), { N: 4096, d: 64 });

  it('are named together', () => {
    const prediction = predict(tied);
    expect(tiedPatterns(prediction, tied.reference).length).toBeGreaterThan(1);
    expect(tiedNames(prediction, tied.reference)).toMatch(/ or /);
    expect(tiedMoves(prediction, tied.reference).get('a')).toBe('GFL, magnetization or specialization');
  });

  it('are none where the winner is the cheapest', () => {
    const prediction = predict(single);
    expect(tiedNames(prediction, single.reference)).toBe('specialization');
    expect(tiedMoves(prediction, single.reference).get('h')).toBeUndefined();
  });
});
