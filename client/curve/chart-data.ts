import { isScan } from '../../present/report/findings.js';
import type { CurveAnswer } from '../../protocol/learning-curve.js';
import type { ValidationResult } from '../../validation/result.js';
import type { MeasuredPoint } from './messages.js';

/** The alignments of a result at the training level; none at other levels, whose points are no alignments. */
export function measuredPoints(result: ValidationResult | undefined): MeasuredPoint[] {
  if (result?.level !== 'training' || isScan(result)) return [];
  return result.points
    .filter(({ sizes }) => (sizes['P'] ?? 0) > 0)
    .map(({ sizes, value, error }) => ({ sizes, alignment: value, error }));
}

/** A measured alignment at its place on the curve: where P over P* is the same as where it was measured. */
export interface PlacedPoint {
  /** P at the reference sizes. */
  readonly x: number;
  readonly y: number;
  /** Ends of the error bar, inside the chart. */
  readonly yMin: number;
  readonly yMax: number;
  readonly measured: MeasuredPoint;
}

/** The measured points at the reference sizes of the curve; those for whose sizes there is no prediction are left out. */
export function placedPoints({ scale, scales }: CurveAnswer, measured: readonly MeasuredPoint[]): PlacedPoint[] {
  return measured.flatMap((point, index) => {
    const there = scales[index];
    const samples = point.sizes['P'];
    if (!there || samples === undefined) return [];
    const { alignment, error } = point;
    return [
      {
        x: (samples * scale.value) / there,
        y: alignment,
        yMin: alignment - error,
        yMax: alignment + error,
        measured: point,
      },
    ];
  });
}

/** A few rows of a curve, evenly spread, for reading: first and last among them. */
export function fewRows<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most) return [...points];
  return Array.from(
    { length: most },
    (_, index) => points[Math.round((index * (points.length - 1)) / (most - 1))],
  ).filter((point) => point !== undefined);
}

/** Curves and measured points as CSV (RFC 4180), with all digits. Measured points have their own sizes. */
export function csvOf({ components, points }: CurveAnswer, measured: readonly MeasuredPoint[]): string {
  const sizes = [...new Set(measured.flatMap((point) => Object.keys(point.sizes)))].filter((name) => name !== 'P');
  const header = [
    'P',
    ...components.map(({ name }) => name),
    'least error',
    'measured alignment',
    'its error',
    ...sizes,
  ];
  const blank = (count: number): string[] => Array.from({ length: count }, () => '');
  const rows = [
    ...points.map(({ samples, alignments, error }) => [samples, ...alignments, error, ...blank(2 + sizes.length)]),
    ...measured.map((point) => [
      point.sizes['P'] ?? '',
      ...blank(components.length + 1),
      point.alignment,
      point.error,
      ...sizes.map((name) => point.sizes[name] ?? ''),
    ]),
  ];
  return [header, ...rows].map((row) => `${row.map((cell) => field(String(cell))).join(',')}\r\n`).join('');
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
