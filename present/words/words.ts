import type { LanguageMessage } from '../../language/messages.js';
import type { Wording } from '../../theory/message.js';
import type { TheoryMessage } from '../../theory/messages.js';
import type { ValidationMessage } from '../../validation/messages.js';
import { languageWords } from './language.js';
import { theoryWords } from './theory.js';
import { validationWords } from './validation.js';

/** Whatever the layers below have to say. */
export type Message = TheoryMessage | LanguageMessage | ValidationMessage;

/**
 * The words of a catalogue of messages: a sentence of each code's arguments, looked up when it is shown. The second argument
 * words the messages that are among the arguments.
 */
export type WordsOf<Catalogue> = {
  readonly [Code in keyof Catalogue]: (said: Readonly<Catalogue[Code]>, words: Wording<Message>) => string;
};

const all = { ...theoryWords, ...languageWords, ...validationWords };

/** A message in the words of the reader's language. */
export function words(message: Message): string {
  // Each code's function takes that code's arguments: WordsOf sees to it where they are defined.
  return (all[message.code] as (said: Message, nested: typeof words) => string)(message, words);
}
