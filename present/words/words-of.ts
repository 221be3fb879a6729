import type { LanguageMessage } from '../../language/messages.js';
import type { Wording } from '../../theory/message.js';
import type { TheoryMessage } from '../../theory/messages.js';
import type { ValidationMessage } from '../../validation/messages.js';

/** Whatever the layers below have to say. */
export type Message = TheoryMessage | LanguageMessage | ValidationMessage;

/**
 * The words of a catalogue of messages: a sentence of each code's arguments, looked up when it is shown. Arguments that are messages
 * themselves are worded by the second parameter.
 */
export type WordsOf<Catalogue> = {
  readonly [Code in keyof Catalogue]: (said: Readonly<Catalogue[Code]>, words: Wording<Message>) => string;
};
