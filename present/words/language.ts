import { t } from '@vscode/l10n';
import type { LanguageMessages } from '../../language/messages.js';
import type { WordsOf } from './words.js';

export const languageWords: WordsOf<LanguageMessages> = {
  'not-complete': () => t('this is not complete'),
};
