import { readFileSync } from 'node:fs';
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { loadText } from '../../language/text.js';
import { predictedStudies } from '../../language/predicted-studies.js';
import { words } from '../../present/words/words.js';
import { factorKind, measuredFactors, measuredRows, type FactorRow } from '../../theory/measured-factors.js';

const loaded = await loadText(
  readFileSync('test/results/training.arch', 'utf8'),
  'studies.arch',
  URI.parse('memory:///studies.arch'),
  { context: EmptyFileSystem, wording: words },
);
const studies = new Map(predictedStudies(loaded).map((one) => [one.study.name, one]));
const named = (name: string) => {
  const one = studies.get(name);
  if (!one) throw new Error(`there is no study ${name}`);
  return one;
};

describe('the table of measured factors', () => {
  it.each(measuredRows.map((row) => [row.study, row] as const))('%s is of the kind that its study has', (name, row) => {
    const { study, prediction } = named(name);
    expect(factorKind(study, prediction)).toEqual({
      pattern: row.pattern,
      activations: row.activations,
      degree: row.degree,
    });
    expect(row.factor[0]).toBeGreaterThan(0);
    expect(row.factor[1]).toBeGreaterThanOrEqual(row.factor[0]);
    expect(measuredFactors(study, prediction)?.[1]).toBeGreaterThanOrEqual(row.factor[1]);
  });

  it('has a row for every study that is measured for it', () => {
    expect(measuredRows.map(({ study }) => study).sort()).toEqual([...studies.keys()].sort());
  });
});

describe('a measured factor', () => {
  const { study, prediction } = named('Cubic');
  const row: FactorRow = {
    ...factorKind(study, prediction),
    ...{ factor: [20, 90], sweep: { variable: 'd', from: 8, to: 27 }, study: 'Cubic' },
  };
  const wider: FactorRow = { ...row, factor: [60, 200] };

  it('is the range over all rows of the kind', () => {
    expect(measuredFactors(study, prediction, [row, wider])).toEqual([20, 200]);
  });

  it.each<[string, Partial<FactorRow>]>([
    ['pattern', { pattern: 'lazy' }],
    ['activation', { activations: ['relu'] }],
    ['depth', { activations: ['erf', 'erf'] }],
    ['degree', { degree: 5 }],
  ])('of another %s is not used', (_, other) => {
    expect(measuredFactors(study, prediction, [{ ...row, ...other }])).toBeUndefined();
  });
});
