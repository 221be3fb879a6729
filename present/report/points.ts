import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { pointQuantity } from './quantity.js';
import { seenAt } from './wording.js';
import { numberText } from '../numbers.js';

/** The points of a result as rows, the swept size first and ascending: the first row has the headings. */
export function pointRows({ points, sweep, level }: ValidationResult): string[][] {
  const { variable } = sweep;
  const others = [...new Set(points.flatMap(({ sizes }) => Object.keys(sizes)))].filter((name) => name !== variable);
  const names = [variable, ...others];
  const sorted = [...points].sort((one, other) => {
    const apart = names.map((name) => (one.sizes[name] ?? 0) - (other.sizes[name] ?? 0)).find((size) => size !== 0);
    return apart ?? one.seed - other.seed;
  });
  return [
    [...names, t('seed'), pointQuantity(level), t('error'), t('seen')],
    ...sorted.map((point) => [
      ...names.map((name) => numberText(point.sizes[name] ?? Number.NaN)),
      String(point.seed),
      numberText(point.value),
      numberText(point.error),
      seenAt(point),
    ]),
  ];
}
