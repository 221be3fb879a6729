import { t } from '@vscode/l10n';
import type { TheoryMessages } from '../../theory/messages.js';
import type { WordsOf } from './words.js';

export const theoryWords: WordsOf<TheoryMessages> = {
  'experts-left-out': ({ layer, units, experts }) =>
    t`of ${layer} only ${units} ${units === 1 ? t('unit specialises') : t('units specialise')}, and it has ${experts} experts: alignment is reached without every expert, and the error is not small on the inputs of the others.`,
};
