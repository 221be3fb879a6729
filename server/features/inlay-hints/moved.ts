import type { Position, Range } from 'vscode-languageserver';

/** One edit: the text that replaces a range. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where a position lies after an edit; undefined when its text was deleted.
 *
 * Text put exactly at the position comes after it, unless it goes on with the word that ends there.
 */
export function moved(position: Position, edit: Edit): Position | undefined {
  const { start, end } = edit.range;
  const isInsertion = compare(start, end) === 0;
  const goesOnWithWord = /^[\p{L}\p{N}_]/u.test(edit.text);
  const order = compare(position, start);
  if (order < 0 || (order === 0 && !(isInsertion && goesOnWithWord))) return position;
  if (compare(position, end) < 0) return undefined;
  const lines = edit.text.split(/\r\n|\r|\n/);
  const last = lines.at(-1) ?? '';
  const line = position.line + lines.length - 1 - (end.line - start.line);
  if (position.line !== end.line) return { line, character: position.character };
  const column = lines.length === 1 ? start.character + last.length : last.length;
  return { line, character: position.character - end.character + column };
}

/** The smallest edit that makes one text of another, as offsets into the first. */
export function difference(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly text: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** Negative when the first position comes before the second, 0 when they are the same. */
export function compare(left: Position, right: Position): number {
  return left.line - right.line || left.character - right.character;
}
