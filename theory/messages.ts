import type { MessageOf } from './message.js';

/** What the theory has to say, by code. */
export interface TheoryMessages {
  /** Fewer units of a layer specialise than it has experts. */
  'experts-left-out': { layer: string; units: number; experts: number };
}

export type TheoryMessage = MessageOf<TheoryMessages>;
