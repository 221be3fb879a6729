import { t } from '@vscode/l10n';
import type { LanguageMessages } from '../../language/messages.js';
import { theorySentence } from './theory.js';
import type { WordsOf } from './words.js';

export const languageWords: WordsOf<LanguageMessages> = {
  'not-complete': () => t('this is not complete'),
  'in-study': ({ study, reason }) => t`In study ${study} ${theorySentence(reason)}`,
  'target-not-representable': ({ obstacle, help }) =>
    `${capitalised(theorySentence(obstacle))}. ${theorySentence(help)}`,
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
