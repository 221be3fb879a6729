import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chartData } from '../../../present/report/exponent.js';
import type { ValidationResult } from '../../../validation/result.js';

const finished = JSON.parse(readFileSync('test/present/report/fixtures/finished.json', 'utf8')) as ValidationResult;

/** E = 10 d exactly, with 1 % errors: every line through the points is known. */
const exact: ValidationResult = {
  ...finished,
  measured: { exponent: 1, interval: [0.9, 1.1], confidence: 0.95 },
  points: [32, 128, 512].map((d) => ({ sizes: { d }, seed: 1, value: 10 * d, error: 0.1 * d })),
};

test('points have the ends of their error bars, in the order of the sweep', () => {
  const { means, values, variable } = chartData({ ...finished, points: [...finished.points].reverse() });
  expect(variable).toBe('d');
  expect(values).toEqual([32, 64, 128, 256]);
  expect(means.map(({ x }) => x)).toEqual([32, 64, 128, 256]);
  expect(means[0]).toEqual({ x: 32, y: 316, yMin: 310, yMax: 322 });
});

test('lines have their slopes and go through the centre of the points', () => {
  const { fitted, predicted, band } = chartData(exact);
  for (const { x, y } of [...fitted, ...predicted]) expect(y / x).toBeCloseTo(10, 9);
  // The centre is d = 128 (the mean of 2^5, 2^7, 2^9 in logarithms), E = 1280.
  const [low, high] = band;
  for (const { x, y } of low) expect(y).toBeCloseTo(1280 * (x / 128) ** 0.9, 6);
  for (const { x, y } of high) expect(y).toBeCloseTo(1280 * (x / 128) ** 1.1, 6);
});

test('only fitted points carry the lines, when the engine names them', () => {
  const early = { sizes: { d: 8 }, seed: 1, value: 5000, error: 1 };
  const { fitted, means } = chartData({
    ...exact,
    points: [early, ...exact.points],
    diagnostics: { fittedSizes: [32, 128, 512] },
  });
  expect(means).toHaveLength(4);
  for (const { x, y } of fitted) expect(y / x).toBeCloseTo(10, 9);
});

test('seeds are averaged, and their spread widens the error bar', () => {
  const seeds = [9, 11].map((value, seed) => ({ sizes: { d: 32 }, seed, value, error: 0.1 }));
  const { means, seeds: single } = chartData({ ...exact, points: seeds });
  // Mean 10; the standard error of 9 and 11 is sqrt(2) / sqrt(2) = 1, more than their own 0.1 / sqrt(2).
  expect(means).toEqual([{ x: 32, y: 10, yMin: 9, yMax: 11 }]);
  expect(single).toEqual([
    { x: 32, y: 9 },
    { x: 32, y: 11 },
  ]);
});

test('an error bar that would reach zero stays above it', () => {
  const { means } = chartData({ ...exact, points: [{ sizes: { d: 32 }, seed: 1, value: 2, error: 5 }] });
  expect(means[0]?.yMin).toBeGreaterThan(0);
  expect(means[0]?.yMax).toBe(7);
});

test('points that have no place on logarithmic axes are left out', () => {
  const bad = [0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((value) => ({
    sizes: { d: 32 },
    seed: 1,
    value,
    error: 1,
  }));
  expect(chartData({ ...exact, points: [...bad, { sizes: { N: 4 }, seed: 1, value: 1, error: 0 }] }).means).toEqual([]);
});

test('a run that has just begun has its values, and no lines', () => {
  const { measured, ...begun } = { ...exact, points: exact.points.slice(0, 1) };
  expect(measured).toBeDefined();
  const data = chartData(begun);
  expect(data.values).toEqual([32, 64, 128, 256]);
  expect(data.fitted).toEqual([]);
  expect(data.predicted).toEqual([]);
  expect(data.band).toEqual([[], []]);
});
