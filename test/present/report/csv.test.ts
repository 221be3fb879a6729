import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvOf } from '../../../present/report/csv.js';
import type { ValidationResult } from '../../../validation/result.js';

const finished = JSON.parse(readFileSync('test/present/report/fixtures/finished.json', 'utf8')) as ValidationResult;

test('a row for each point, with its sizes, its value and what was seen', () => {
  const [header, first, ...others] = csvOf(finished).split('\r\n');
  expect(header).toBe('d,N,seed,value,error,pattern,units');
  expect(first).toBe('32,128,1,316,6,specialization,2');
  expect(others).toHaveLength(4);
});

test('texts with commas and quotes are quoted', () => {
  const points = [{ sizes: { d: 2 }, seed: 1, value: 0.1, error: 0, seen: { pattern: 'lazy, "gfl"' } }];
  expect(csvOf({ ...finished, points })).toBe('d,seed,value,error,pattern\r\n2,1,0.1,0,"lazy, ""gfl"""\r\n');
});
