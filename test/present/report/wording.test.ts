import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagnosticRows, facts, notes } from '../../../present/report/facts.js';
import { measuredExponent, seenAt, runStatus } from '../../../present/report/wording.js';
import type { ValidationResult } from '../../../validation/result.js';

const finished = JSON.parse(readFileSync('test/present/report/fixtures/finished.json', 'utf8')) as ValidationResult;

test('the exponent stands with its interval', () => {
  expect(measuredExponent(finished)).toBe('1.010  [0.970, 1.050] at 95 %');
  const { measured, ...begun } = finished;
  expect(measured).toBeDefined();
  expect(measuredExponent(begun)).toBe('not measured yet');
});

test('a run says where it stands, counting sizes and not seeds', () => {
  const twice = [...finished.points.slice(0, 2), ...finished.points.slice(0, 2)];
  expect(runStatus({ ...finished, status: 'running', points: twice })).toBe('Running: 2 of 4 sizes');
  expect(runStatus({ ...finished, status: 'interrupted', points: [] })).toBe('Interrupted after 0 of 4 sizes');
  expect(runStatus(finished)).toBe('Finished in 12 s');
});

test('what was seen is a pattern and its units', () => {
  expect(finished.points.map(seenAt)[0]).toBe('specialization, 2 units');
  expect(seenAt({ sizes: {}, seed: 1, value: 1, error: 0, seen: { units: 1, overlap: 0.9 } })).toBe('1 unit');
  expect(seenAt({ sizes: {}, seed: 1, value: 1, error: 0 })).toBe('');
});

test('facts, diagnostics and notes read as words', () => {
  expect(facts(finished)).toContainEqual(['Prefactor', "10 [9.7, 10.3] times the heuristic's E"]);
  const localSlopes = [{ from: 32, to: 64, slope: 1.018 }];
  expect(diagnosticRows({ ...finished, diagnostics: { localSlopes } })).toEqual([['local slopes', '32 to 64: 1.018']]);
  expect(notes({ ...finished, plan: { notes: ['short'] }, diagnostics: { notes: ['short', 'long'] } })).toEqual([
    'short',
    'long',
  ]);
});
