/** What a spreadsheet takes for the beginning of a formula, also in wide letters and behind spaces. */
const formula = /^[\s\u{feff}]*[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]|^[\t\r\n]/u;

/** A number in digits is no formula, whatever its sign. */
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A field of a CSV file (RFC 4180). A text that a spreadsheet would compute gets an apostrophe before it, which spreadsheets take for "this is text".
 * Numbers stay as they are.
 */
export function csvField(value: unknown): string {
  const text = String(value);
  const harmless = formula.test(text) && !number.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
