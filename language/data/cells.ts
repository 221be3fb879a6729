/** What a cell of a text file holds. */
export type CellKind = 'number' | 'missing' | 'thousands' | 'date' | 'text';

/** How the fraction of a number is parted: `1.5` or `1,5`; `none` where it has no fraction. */
export type DecimalMark = 'point' | 'comma' | 'none';

const withPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const withComma = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;

/** `2024-01-31`, `31.01.2024`, `1/31/24`, also with a time after it, and a time alone. */
const date =
  /^(?:(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[T ].*)?|\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)$/;

/** Groups of digits: `1,234,567`, `1.234,5`, `1 234`, `1'234.5`, `12,34,567`. */
const grouped =
  /^[+-]?(?:\d{1,3}(?:[,.]\d{2,3}){2,}|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:[ '’_\u00a0\u202f]\d{3})+(?:[.,]\d+)?)$/u;

/** Three digits after a mark, and one to three before it: a fraction, or a group of a whole number. */
const maybeGroup = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** What programs write in the place of a value that is not there. */
const missing = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', 'missing', '?', '-', '.']);

/** The kind of a cell. */
export function cellKind(cell: string): CellKind {
  if (withPoint.test(cell) || withComma.test(cell)) return 'number';
  if (missing.has(cell.toLowerCase())) return 'missing';
  if (date.test(cell)) return 'date';
  return grouped.test(cell) ? 'thousands' : 'text';
}

/** The number in a cell of the kind `number`, which has a decimal point or a decimal comma. */
export function numberIn(cell: string): number {
  return Number(cell.includes(',') ? cell.replace(',', '.') : cell);
}

/** How the fraction of a number is parted. */
export function markOf(cell: string): DecimalMark {
  return cell.includes(',') ? 'comma' : cell.includes('.') ? 'point' : 'none';
}

/** True where the mark of a number could part groups of digits, as in `1,234`. */
export function mayBeGrouped(cell: string): boolean {
  return maybeGroup.test(cell);
}
