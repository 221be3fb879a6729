import { expect, test } from 'vitest';
import { named } from '../../../present/report/comparison.js';
import { plotsOf } from '../../../present/report/plots.js';
import type { ValidationResult } from '../../../validation/result.js';
import { rate, training } from './results.js';

const only = (result: typeof rate) => plotsOf([{ name: 'run', result }]);

test('the rate level shows its exponent, and local slopes where there are some', () => {
  expect(only(rate).map(({ id }) => id)).toEqual(['exponent']);
  const localSlopes = [
    { from: 32, to: 64, slope: 1.02 },
    { from: 64, to: 128, slope: 1.01 },
  ];
  const slopes = only({ ...rate, diagnostics: { localSlopes } })[1];
  // Between neighbours, at the middle of their logarithms.
  expect(slopes?.series[0]?.points.map(({ x }) => x)).toEqual([Math.sqrt(32 * 64), Math.sqrt(64 * 128)]);
  expect(slopes?.verdict).toBe('the last is 1.010 (64 to 128), predicted 1; no steady drift');
  // Exponents that agree must look so.
  expect(slopes?.y.ends?.[0]).toBeLessThanOrEqual(0.9);
  expect(slopes?.y.ends?.[1]).toBeGreaterThanOrEqual(1.1);
});

test('the axis of a sweep holds all its values', () => {
  const values = Array.from({ length: 14 }, (_, index) => 2 ** (index + 1));
  const long = { ...rate, sweep: { ...rate.sweep, values } };
  expect(only(long)[0]?.x.ends).toEqual([2 / 1.2, 2 ** 14 * 1.2]);
});

test('the training level shows P*, its curves and their collapse', () => {
  const plots = only(training);
  expect(plots.map(({ id }) => id)).toEqual(['exponent', 'slopes', 'alignment', 'collapse']);
  const [exponent, , alignment, collapse] = plots;
  expect(exponent?.y.label).toBe('P*');
  expect(exponent?.series[0]?.points.map(({ x, y }) => y / x)).toEqual([12, 12, 12]);
  expect(alignment?.series.map(({ name }) => name)).toEqual(['d = 16', 'd = 24', 'd = 36', 'threshold 0.5']);
  expect(alignment?.verdict).toContain('P* = 192 [184, 200] at d = 16');
  // All curves are x / (1 + x) in x = P / 12 d, and predicted is d: the same abscissas, the same heights.
  const [first, ...others] = (collapse?.series.slice(0, 3) ?? []).map(({ points }) => points.map(({ x, y }) => [x, y]));
  for (const other of others) expect(other).toEqual(first);
  expect(collapse?.verdict).toBe(
    'P* is 12 times the predicted one; the curves are apart by 0.004 in alignment, where their errors alone give 0.012',
  );
});

test('several runs lie over each other, on axes that hold all, with their names', () => {
  const [exponent] = plotsOf(named([rate, training]));
  expect(exponent?.y.label).toBe('E(1) and P*');
  expect(exponent?.x.ends).toEqual([16 / 1.2, 256 * 1.2]);
  expect(exponent?.series.map(({ name }) => name)).toContain('Cubic (training): slope 1.000');
  expect(exponent?.verdict).toMatch(/Cubic \(rate\): measured 1\.010 .*; Cubic \(training\): measured 1\.000/);
});

test('runs of the same name are told apart by their files, and then by numbers', () => {
  const other = { ...rate, file: 'nets/other.arch' };
  expect(named([rate, other]).map(({ name }) => name)).toEqual([
    'two-layer.arch: Cubic (rate)',
    'other.arch: Cubic (rate)',
  ]);
  expect(named([rate, rate]).map(({ name }) => name)).toEqual([
    'two-layer.arch: Cubic (rate), 1',
    'two-layer.arch: Cubic (rate), 2',
  ]);
});

test.each([
  ['nothing', {}],
  [
    'nonsense',
    { curves: 'no', pStar: [null, 3, { size: 'd' }], localSlopes: [{ from: 1 }], fittedSizes: {}, collapse: 1 },
  ],
  ['curves without points', { curves: [{ size: 16, points: [] }, { size: 24 }] }],
])('a result with %s in its diagnostics shows what there is', (_, diagnostics) => {
  const plots = only({ ...training, points: [], diagnostics });
  expect(plots.map(({ id }) => id)).toEqual(['exponent']);
  expect(plots[0]?.series[0]?.points).toEqual([]);
});

test('a scan of the ridge has its curves and its units against the ridge, and no samples on an axis', () => {
  // The training fixture read as a scan with P = 768 everywhere: its places are P/kappa, its P* = 12 d, so kappa* = 64/d.
  const P = 768;
  const scan: ValidationResult = {
    ...training,
    points: training.points.map((point) => ({ ...point, sizes: { ...point.sizes, P } })),
    plan: { ...training.plan, method: { ...(training.plan['method'] as object), scan: 'ridge', component: 3 } },
    diagnostics: {
      ...training.diagnostics,
      ridges: [16, 24, 36].map((d) => ({ size: d, predicted: 768 / d, value: 64 / d, interval: [60 / d, 66 / d] })),
      units: [{ size: 16, points: [{ ridge: 2, units: 5 }] }],
    },
  };
  const plots = plotsOf([{ name: 'S', result: scan }]);
  expect(plots.map(({ id }) => id)).toEqual(['exponent', 'slopes', 'ridge', 'units', 'collapse']);
  const [exponent, , ridge, units] = plots;
  expect(exponent?.y.label).toBe('P/κ*');
  expect([ridge?.x.label, ridge?.y.label]).toEqual(['κ', 'alignment of He_3']);
  expect(ridge?.verdict).toContain('κ* = 4 [3.75, 4.13] at d = 16, where P/E is 48');
  // Alignment x/(1 + x) at x = P/(12 d kappa).
  for (const { x, y } of ridge?.series[0]?.points ?? []) expect(y / (1 - y)).toBeCloseTo(P / (12 * 16 * x), 3);
  expect(units?.series.map(({ name, points }) => [name, points])).toEqual([['d = 16', [{ x: 2, y: 5 }]]]);
});
