import { csvField } from '../csv-field.js';
import type { ValidationResult } from '../../validation/result.js';

/**
 * The points of a result as CSV (RFC 4180): one column a size, then seed, value, error, the sensitivities where they were measured, and what was seen.
 * Numbers have all their digits.
 */
export function csvOf(result: ValidationResult): string {
  const sizes = columns(result.points.map((point) => point.sizes));
  const seen = columns(result.points.map((point) => point.seen ?? {}));
  const senses = result.points.some(({ sensitivity }) => sensitivity) ? (['along', 'across'] as const) : [];
  const header = [...sizes, 'seed', 'value', 'error', ...senses.map((part) => `sensitivity.${part}`), ...seen];
  const rows = result.points.map((point) => [
    ...sizes.map((name) => point.sizes[name] ?? ''),
    point.seed,
    point.value,
    point.error,
    ...senses.map((part) => point.sensitivity?.[part] ?? ''),
    ...seen.map((name) => point.seen?.[name] ?? ''),
  ]);
  return [header, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}

const columns = (records: readonly Readonly<Record<string, unknown>>[]): string[] => [
  ...new Set(records.flatMap((record) => Object.keys(record))),
];
