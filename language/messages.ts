import type { MessageOf } from '../theory/message.js';

/** What the language has to say of a file, by code: each with the diagnostic code it stands under, where it is a diagnostic. */
export interface LanguageMessages {
  /** Something that a syntax error or an unresolved name leaves open; another diagnostic says so. */
  'not-complete': object;
}

export type LanguageMessage = MessageOf<LanguageMessages>;
