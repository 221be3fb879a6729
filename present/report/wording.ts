import { t } from '@vscode/l10n';
import type { Point, ValidationResult } from '../../validation/result.js';

/** A number for reading: four significant digits or all before the point, no exponent unless very large or small. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) return value.toExponential(2);
  return size >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}

/** Seconds for reading: `3.4 s`, `52 s`, `12 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** `1.01 [0.97, 1.05], 95 %` */
export function measuredExponent({ measured }: ValidationResult): string {
  if (!measured) return t('not measured yet');
  const [low, high] = measured.interval;
  const digits = (value: number) => value.toFixed(3);
  return t`${digits(measured.exponent)}  [${digits(low)}, ${digits(high)}] at ${number(100 * measured.confidence)} %`;
}

/** What a comparison came to, in words. */
export function verdictText(verdict: ValidationResult['verdict']): string {
  switch (verdict) {
    case 'agrees':
      return t('agrees');
    case 'disagrees':
      return t('disagrees');
    case 'cannot tell':
      return t('cannot tell');
  }
}

/** Where the run stands: `Running: 3 of 8 points`. */
export function standing(result: ValidationResult): string {
  const done = new Set(result.points.map((point) => point.sizes[result.sweep.variable])).size;
  const points = t`${done} of ${result.sweep.values.length} sizes`;
  switch (result.status) {
    case 'running':
      return t`Running: ${points}`;
    case 'interrupted':
      return t`Interrupted after ${points}`;
    case 'failed':
      return t`Failed after ${points}`;
    case 'finished':
      return t`Finished in ${duration(result.seconds)}`;
  }
}

/** What was seen at a point, in words: `specialization, 2 units`. Its other numbers are in the CSV. */
export function seenAt({ seen = {} }: Point): string {
  const words = Object.values(seen).filter((value) => typeof value === 'string');
  const units = seen['units'];
  if (typeof units === 'number') words.push(units === 1 ? t('1 unit') : t`${number(units)} units`);
  return words.join(', ');
}

/** A name of the program's as words: `localSlopes` becomes `local slopes`. */
export function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** A value of the plan or the diagnostics, on one line. */
export function plain(value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${plain(inner)}`)
      .join('; ');
  }
  return String(value);
}
