import { t } from '@vscode/l10n';
import type { Point, ValidationResult } from '../../validation/result.js';
import { durationText, exponentNumber, numberText } from '../numbers.js';

/** `1.010  [0.970, 1.050] at 95 %` */
export function measuredExponent({ measured }: ValidationResult): string {
  if (!measured) return t('not measured yet');
  const [low, high] = measured.interval.map(exponentNumber);
  return t`${exponentNumber(measured.exponent)}  [${low ?? ''}, ${high ?? ''}] at ${numberText(100 * measured.confidence)} %`;
}

/**
 * How far the run is: `Running: 3 of 8 points`.
 * @param isRunning false where its process is known to have ended.
 */
export function runStatus(result: ValidationResult, isRunning = true): string {
  const done = new Set(result.points.map((point) => point.sizes[result.sweep.variable])).size;
  const points = t`${done} of ${result.sweep.values.length} sizes`;
  switch (result.status) {
    case 'running':
      return isRunning ? t`Running: ${points}` : t`Stopped after ${points}`;
    case 'interrupted':
      return t`Interrupted after ${points}`;
    case 'failed':
      if (result.sweep.values.length === 0) return t('Refused before anything was measured');
      return t`Failed after ${points}`;
    case 'finished':
      return t`Finished in ${durationText(result.seconds)}`;
  }
}

/** What was seen at a point, in words: `specialization, 2 units`. Its other numbers are in the CSV. */
export function seenAt({ seen = {}, sensitivity }: Point): string {
  const words = Object.values(seen).filter((value) => typeof value === 'string');
  const units = seen['units'];
  if (typeof units === 'number') words.push(units === 1 ? t('1 unit') : t`${numberText(units)} units`);
  if (sensitivity) words.push(t`S² ${numberText(sensitivity.along)} along, ${numberText(sensitivity.across)} across`);
  return words.join(', ');
}

/** A name of the program's as words: `localSlopes` becomes `local slopes`. */
export function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** A value of the plan or the diagnostics, on one line. */
export function plain(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${plain(inner)}`)
      .join('; ');
  }
  return String(value);
}
