import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { archscale } from './archscale.js';
import { nameOf, type MonomialJson, type PatternJson, type PredictionJson, type StudyJson } from './contract.js';
import { expectationsOf, type Expectation, type ExpectedSize } from './expectation.js';

const folder = fileURLToPath(new URL('table', import.meta.url));

describe.each(readdirSync(folder))('%s', (name) => {
  const path = join(folder, name);
  const answer = archscale(['predict', path, '--format', 'json']);

  it('is predicted without errors', () => {
    expect(answer.stderr).toBe('');
    expect(answer.code).toBe(0);
  });

  it.each(expectationsOf(readFileSync(path, 'utf8')))('$line', (expectation) => {
    const [study] = (JSON.parse(answer.stdout) as PredictionJson).studies;
    if (!study) throw new Error('no study came out');
    verify(study, expectation);
  });
});

function verify(study: StudyJson, expectation: Expectation): void {
  switch (expectation.kind) {
    case 'best': {
      const [first] = study.patterns;
      expect(first && nameOf(first)).toBe(expectation.pattern);
      expect(first?.optimal).toBe(true);
      break;
    }
    case 'energy':
    case 'readout':
      expectSize(patternOf(study, expectation.pattern)[expectation.kind], expectation.size);
      break;
    case 'layer': {
      const layer = patternOf(study, expectation.pattern).layers.find((one) => one.layer === expectation.layer);
      if (expectation.what !== 'cost') expect(layer?.parameter?.name).toBe(expectation.what);
      expectSize(expectation.what === 'cost' ? layer?.cost : layer?.parameter, expectation.size);
      break;
    }
    case 'boundary':
    case 'crossing': {
      const { variable, exponents, below, above } = expectation;
      const listed = expectation.kind === 'boundary' ? study.boundaries : study.crossings;
      const sides = listed.map((edge) => ({
        variable: edge.variable,
        exponents: edge.exponents,
        below: edge.below,
        above: edge.above,
      }));
      expect(sides).toContainEqual({ variable, exponents, below, above });
    }
  }
}

function patternOf(study: StudyJson, name: string): PatternJson {
  const pattern = study.patterns.find((one) => nameOf(one) === name);
  if (!pattern) throw new Error(`${name} is not among ${study.patterns.map(nameOf).join(' | ')}`);
  return pattern;
}

function expectSize(actual: MonomialJson | undefined, { exponents, value }: ExpectedSize): void {
  expect(actual?.exponents).toEqual(exponents);
  expect(actual?.value).toBeCloseTo(value, value > 1e6 ? 0 : 6);
}
