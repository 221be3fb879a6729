import type { LangiumCoreServices } from 'langium';
import type { Wording } from '../theory/message.js';
import type { LanguageMessage } from './messages.js';

/** What the language needs beside Langium's services, given by who makes them. */
export interface WordingServices {
  /** Puts what is found in a file into words. */
  readonly wording: Wording<LanguageMessage>;
}

/** Langium's services of a language, with the words of its diagnostics. */
export type WordedCoreServices = LangiumCoreServices & WordingServices;
