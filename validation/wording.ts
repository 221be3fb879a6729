import type { Wording } from '../theory/message.js';
import type { MessageOrText, ValidationMessage } from './messages.js';
import type { EngineEvent, RunEvent } from './result.js';

/** Puts what validations have to say into words, for files and events. */
export type ValidationWording = Wording<ValidationMessage>;

/** What writes words into files or events is given them. */
export interface Worded {
  readonly words: ValidationWording;
}

/** A message in words; text as it is. */
export const inWords = (said: MessageOrText, words: ValidationWording): string =>
  typeof said === 'string' ? said : words(said);

/** An event of an engine as it is kept: a warning in words. */
export const wordedEvent = (event: EngineEvent, words: ValidationWording): RunEvent =>
  event.event === 'warning' ? { event: 'warning', message: inWords(event.message, words) } : event;
