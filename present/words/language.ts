import type { LanguageMessages } from '../../language/messages.js';
import { dataWords, fileWords } from './language-data.js';
import { importWords } from './language-import.js';
import { networkWords } from './language-network.js';
import { scaleWords } from './language-scale.js';
import { studyWords } from './language-study.js';
import { syntaxWords } from './language-syntax.js';
import { targetWords } from './language-target.js';
import { validateWords } from './language-validate.js';
import type { WordsOf } from './words-of.js';

/** The words of the language's messages, by declaration. */
export const languageWords: WordsOf<LanguageMessages> = {
  ...importWords,
  ...scaleWords,
  ...networkWords,
  ...targetWords,
  ...studyWords,
  ...validateWords,
  ...syntaxWords,
  ...dataWords,
  ...fileWords,
};
