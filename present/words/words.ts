import type { Wording } from '../../theory/message.js';
import { languageWords } from './language.js';
import { theoryWords } from './theory.js';
import { validationWords } from './validation.js';
import type { Message } from './words-of.js';

export type { Message };

const all = { ...theoryWords, ...languageWords, ...validationWords };

/** A message in the words of the reader's language. */
export function words(message: Message): string {
  // Each code's function takes that code's arguments: WordsOf sees to it where they are defined.
  return (all[message.code] as (said: Message, words: Wording<Message>) => string)(message, words);
}

/** Why something ended, of whatever was thrown: the words of an error's reason where it has one, else its text. */
export function wordsOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'reason' in error && isMessage(error.reason) ? words(error.reason) : error.message;
}

const isMessage = (reason: unknown): reason is Message =>
  typeof reason === 'object' && reason !== null && 'code' in reason && String(reason.code) in all;
