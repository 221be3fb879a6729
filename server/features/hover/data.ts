import { t } from '@vscode/l10n';
import type * as ast from '../../../language/generated/ast.js';
import { dataOf } from '../../../language/data/data-files.js';
import { words } from '../../../present/words/words.js';
import { numberText } from '../../../present/numbers.js';
import { code, list, paragraphs } from '../../../present/markdown/text.js';

/** Data of a file: how many rows and columns, and the effective dimension along the label or the direction. */
export function dataHover(input: ast.DataInput): string {
  const title = `**data ${code(input.path ?? '')}**`;
  const outcome = dataOf(input);
  if (outcome.kind === 'reading') return paragraphs(title, t('It is being read.'));
  if (outcome.kind === 'unusable') return paragraphs(title, words(outcome.reason));
  const { rows, isComplete, dimension, along, spread } = outcome.data;
  const direction =
    input.direction && along
      ? t`r₁ = ${numberText(along.effectiveDimension)} ± ${numberText(along.error)} along ${code(input.direction)}: tr C / (w C w), the effective dimension (derived)`
      : along
        ? t`r₁ = ${numberText(along.effectiveDimension)} ± ${numberText(along.error)} along the label: tr C / (w C w), the effective dimension, with w = C⁻¹ cov(x, y) of one half of the rows and measured on the other (derived)`
        : t`r₁ = d = ${dimension}: without a label a direction at random, along which data have their mean variance (derived)`;
  return paragraphs(
    title,
    list([
      t`${rows} rows${isComplete ? '' : t(', the first of more')}, ${dimension} columns${input.label ? t(' and the label') : ''}`,
      direction,
      t`they spread over (tr C)² / tr C² = ${numberText(spread)} directions`,
    ]),
  );
}
