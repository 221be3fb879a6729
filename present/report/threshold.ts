import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import type { NamedResult, Series } from './plot.js';

type Run = NamedResult<ValidationResult>;

/** A line at the alignment at which a study counts as learned. */
export function thresholdLines(runs: readonly Run[], series: readonly Series[]): Series[] {
  const xs = series.flatMap(({ points }) => points.map(({ x }) => x));
  const found = [...new Set(runs.flatMap(({ result }) => thresholdOf(result) ?? []))];
  return found.map((threshold) => ({
    name: t`threshold ${threshold}`,
    shape: 'dashes',
    colour: 'text',
    points: [Math.min(...xs), Math.max(...xs)].map((x) => ({ x, y: threshold })),
  }));
}

function thresholdOf({ plan }: ValidationResult): number | undefined {
  const { threshold } = (plan['method'] ?? {}) as Readonly<Record<string, unknown>>;
  return typeof threshold === 'number' ? threshold : undefined;
}
