import type { Wording } from '../theory/message.js';
import type { LanguageMessage } from './messages.js';

let wording: Wording<LanguageMessage> = ({ code }) => code;

/** Sets what puts messages into words, until the services of the language carry it. */
export function useWording(given: Wording<LanguageMessage>): void {
  wording = given;
}

/** A message in the words that were given. */
export function worded(message: LanguageMessage): string {
  return wording(message);
}
