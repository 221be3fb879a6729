import type { MessageOf } from '../theory/message.js';
import type { TheoryMessage } from '../theory/messages.js';

/** What the language has to say of a file, by code: each with the diagnostic code it stands under, where it is a diagnostic. */
export interface LanguageMessages {
  /** Something that a syntax error or an unresolved name leaves open; another diagnostic says so. */
  'not-complete': object;
  /** A remark of the theory on a study. */
  'in-study': { study: string; reason: TheoryMessage };
  'target-not-representable': { obstacle: TheoryMessage; help: TheoryMessage };
}

export type LanguageMessage = MessageOf<LanguageMessages>;
