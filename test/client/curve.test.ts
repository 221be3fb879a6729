import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { csvOf, fewRows, placedPoints } from '../../client/curve/chart-data.js';
import { measuredPoints } from '../../client/curve/chart-data.js';
import type { CurveAnswer } from '../../protocol/learning-curve.js';
import type { ValidationResult } from '../../validation/result.js';

const rate = JSON.parse(readFileSync('test/present/report/fixtures/finished.json', 'utf8')) as ValidationResult;
const training: ValidationResult = {
  ...rate,
  level: 'training',
  points: [
    { sizes: { d: 16, P: 160 }, seed: 1, value: 0.22, error: 0.03 },
    { sizes: { d: 32, P: 640 }, seed: 2, value: 0.48, error: 0.03 },
  ],
};
/** P* = 16 at d = 16, and 32 at d = 32; the chart stands at P* = 64. */
const curve: CurveAnswer = {
  ...{ study: 'S', network: 'Net', target: 'cubic', calibrated: null, estimate: null, given: null },
  components: [{ name: 'He₃', scale: 'd = 64', law: 'α ~ P/P*', weight: 1 }],
  points: [
    { samples: 32, alignments: [0.5], error: 0.25 },
    { samples: 64, alignments: [1], error: 0 },
  ],
  scale: { value: 64, text: 'd = 64' },
  scales: [16, 32],
};

it('points of a training run are alignments; those of a rate run are none', () => {
  expect(measuredPoints(training).map(({ alignment }) => alignment)).toEqual([0.22, 0.48]);
  expect(measuredPoints(rate)).toEqual([]);
  expect(measuredPoints(undefined)).toEqual([]);
});

it('a point stands where P over P* is the same as where it was measured, with its error bar', () => {
  const placed = placedPoints(curve, measuredPoints(training));
  expect(placed.map(({ x, y }) => [x, y])).toEqual([
    [640, 0.22],
    [1280, 0.48],
  ]);
  expect(placed[0]?.yMin).toBeCloseTo(0.19, 9);
  expect(placed[0]?.yMax).toBeCloseTo(0.25, 9);
  expect(placedPoints({ ...curve, scales: [null, 32] }, measuredPoints(training))).toHaveLength(1);
});

it('curves and points are saved together, the points with their own sizes', () => {
  expect(csvOf(curve, measuredPoints(training)).split('\r\n')).toEqual([
    'P,He₃,least error,measured alignment,its error,d',
    '32,0.5,0.25,,,',
    '64,1,0,,,',
    '160,,,0.22,0.03,16',
    '640,,,0.48,0.03,32',
    '',
  ]);
});

it('a table has few rows, the ends among them', () => {
  const many = Array.from({ length: 100 }, (_, index) => index);
  expect(fewRows(many, 15)).toHaveLength(15);
  expect(fewRows(many, 15).at(0)).toBe(0);
  expect(fewRows(many, 15).at(-1)).toBe(99);
  expect(fewRows([1, 2], 15)).toEqual([1, 2]);
});
