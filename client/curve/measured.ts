import type { ValidationResult } from '../../validation/result.js';
import { isScan } from '../../present/report/findings.js';
import type { MeasuredPoint } from './messages.js';

/** The alignments of a result at the training level; none at other levels, whose points are no alignments. */
export function measuredPoints(result: ValidationResult | undefined): MeasuredPoint[] {
  if (result?.level !== 'training' || isScan(result)) return [];
  return result.points
    .filter(({ sizes }) => (sizes['P'] ?? 0) > 0)
    .map(({ sizes, value, error }) => ({ sizes, alignment: value, error }));
}
