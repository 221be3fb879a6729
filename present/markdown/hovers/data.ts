import { t } from '@vscode/l10n';
import type { DataOutcome } from '../../../language/data/data-files.js';
import type { DataInput } from '../../../language/generated/ast.js';
import { numberText } from '../../numbers.js';
import { words } from '../../words/words.js';
import { code, list, paragraphs } from '../text.js';

/**
 * Data of a file as Markdown: how many rows and columns, and the effective dimension along the label or the direction.
 * @param input names the file, and its label or direction where it has one.
 * @param outcome what is known of the file.
 */
export function dataHover(
  { path, label, direction }: Pick<DataInput, 'path' | 'label' | 'direction'>,
  outcome: DataOutcome,
): string {
  const title = `**data ${code(path ?? '')}**`;
  if (outcome.kind === 'reading') return paragraphs(title, t('It is being read.'));
  if (outcome.kind === 'unusable') return paragraphs(title, words(outcome.reason));
  const { rows, isComplete, dimension, along, spread } = outcome.data;
  const effective =
    direction && along
      ? t`r₁ = ${numberText(along.effectiveDimension)} ± ${numberText(along.error)} along ${code(direction)}: tr C / (w C w), the effective dimension (derived)`
      : along
        ? t`r₁ = ${numberText(along.effectiveDimension)} ± ${numberText(along.error)} along the label: tr C / (w C w), the effective dimension, with w = C⁻¹ cov(x, y) of one half of the rows and measured on the other (derived)`
        : t`r₁ = d = ${dimension}: without a label a direction at random, along which data have their mean variance (derived)`;
  return paragraphs(
    title,
    list([
      t`${rows} rows${isComplete ? '' : t(', the first of more')}, ${dimension} columns${label ? t(' and the label') : ''}`,
      effective,
      t`they spread over (tr C)² / tr C² = ${numberText(spread)} directions`,
    ]),
  );
}
