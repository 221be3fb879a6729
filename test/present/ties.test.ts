import { describe, expect, it } from 'vitest';
import { calibrationOf } from '../../theory/calibration.js';
import { predict } from '../../theory/index.js';
import { tiedMoves, tiedNames, tiedPatterns } from '../../present/views/ties.js';
import { comparedView } from '../../present/views/comparison.js';
import { latexDocument } from '../../present/latex/document.js';
import { comparisonText } from '../../present/text/comparison.js';
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

  it('are named together wherever one was: in comparisons, LaTeX documents and scripts', () => {
    const one = { study: tied, prediction: predict(tied), calibration: calibrationOf(tied, predict(tied), []) };
    const names = tiedNames(one.prediction, tied.reference);
    expect(comparedView(one, one.prediction.winner).pattern).toBe(names);
    expect(comparisonText([{ ...one, rank: 1 }]).replace(/\s+/g, ' ')).toContain(names);
    expect(latexDocument(one)).toContain(`by the pattern ${names}`);
  });

  it('are none where the winner is the cheapest', () => {
    const prediction = predict(single);
    expect(tiedNames(prediction, single.reference)).toBe('specialization');
    expect(tiedMoves(prediction, single.reference).get('h')).toBeUndefined();
  });
});
