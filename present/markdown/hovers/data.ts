import { t } from '@vscode/l10n';
import type { DataOutcome } from '../../../language/data/data-files.js';
import {
  dataSizeText,
  effectiveDimensionSentences,
  ignoredSentences,
  labelFunctionSentences,
  scaleSentences,
  spectrumSentence,
  type DataNames,
} from '../../views/data.js';
import { words } from '../../words/words.js';
import { code, list, paragraphs } from '../text.js';

/**
 * Data of a file as Markdown: how many rows and columns, and the effective dimension along the label or the direction, with
 * the tests that it has passed.
 * @param names the file, and its label or direction where it has one.
 * @param outcome what is known of the file.
 */
export function dataHover(names: DataNames, outcome: DataOutcome): string {
  const title = `**data ${code(names.path ?? '')}**`;
  if (outcome.kind === 'reading') return paragraphs(title, t('It is being read.'));
  if (outcome.kind === 'unusable') return paragraphs(title, words(outcome.reason));
  const { data } = outcome;
  return paragraphs(
    title,
    list([
      dataSizeText(names, data),
      ...ignoredSentences(data),
      ...scaleSentences(data),
      ...effectiveDimensionSentences(names, data, code),
      ...labelFunctionSentences(data),
      spectrumSentence(data),
    ]),
  );
}
