import { z } from 'zod';
import { WrongCall } from '../wrong-call.js';

/** So many studies are in one answer: more would fill a model's memory. */
const mostStudies = 20;

/** How tools that list studies take where to go on. */
export const pageInput = {
  cursor: z.string().optional().describe('The nextCursor of the answer before, for the studies after those.'),
};

/** Some of a list, and where it goes on. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined at the end. */
  readonly nextCursor?: string;
}

/**
 * The part of a list that a cursor begins.
 * @param cursor as an answer before gave it; the beginning when left out.
 * @throws WrongCall for a cursor that no answer gave.
 */
export function pageOf<Item>(all: readonly Item[], cursor: string | undefined): Page<Item> {
  const from = cursor === undefined ? 0 : /^\d{1,6}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (!(from === 0 || from < all.length)) {
    throw new WrongCall('The cursor is none of an answer about this file: leave it out to begin.');
  }
  const end = from + mostStudies;
  return { items: all.slice(from, end), ...(end < all.length && { nextCursor: String(end) }) };
}
