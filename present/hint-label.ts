import { numberText, shortNumber } from './numbers.js';

/** Editors cut the label of an inlay hint beyond this many characters. */
export const longestLabel = 43;

/** What a label says: `specialization, M ~ √(N2/d) = 2 units` in parts. */
export interface LabelText {
  /** Before the formula, with its blank: `specialization, `. */
  readonly lead?: string;
  /** `M`, `P*` */
  readonly symbol: string;
  /** The formula in Unicode; empty when the value says it all. */
  readonly formula: string;
  readonly value: number;
  /** After the value: `units`. */
  readonly unit?: string;
}

/** The label of at most `longestLabel` characters: numerals are shortened first, then the formula. */
export function label({ lead = '', symbol, formula, value, unit }: LabelText): string {
  const relation = formula === '' ? '' : ` ~ ${formula}`;
  const ends = [
    ` = ${numberText(value)}${unit === undefined ? '' : ` ${unit}`}`,
    ` = ${shortNumber(value)}${unit === undefined ? '' : ` ${unit}`}`,
    ` = ${shortNumber(value)}`,
  ];
  const start = lead + symbol;
  for (const end of ends) {
    if ((start + relation + end).length <= longestLabel) return start + relation + end;
  }
  const end = ends[2] ?? '';
  const room = longestLabel - `${start} ~ …${end}`.length;
  // Less than this of a formula says nothing: then the value stands alone.
  if (formula !== '' && room >= 6) return `${start} ~ ${beginning(formula, room)}…${end}`;
  return cut(start + end);
}

/** Any text as a label: cut where it is too long. */
export function cut(text: string): string {
  return text.length <= longestLabel ? text : `${beginning(text, longestLabel - 1)}…`;
}

/** At most so many code units of a text, without half a character at their end. */
function beginning(text: string, most: number): string {
  let result = '';
  for (const character of text) {
    if (result.length + character.length > most) break;
    result += character;
  }
  return result;
}
