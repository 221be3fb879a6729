/** So many bytes at the beginning tell how a file of text is written. */
export const headLength = 16_384;

/** The signs that part cells. In a file with semicolons commas part fractions, so that they are tried in this order. */
const delimiters = [';', '\t', '|', ','] as const;

/** So many lines tell the sign that parts cells. */
const mostLines = 20;

/** How a file of text is written. */
export interface CsvFormat {
  /** As `TextDecoder` calls it. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly delimiter: string;
  /** True where the first line only says what the delimiter is, as `sep=;` does. */
  readonly isDeclared: boolean;
}

/** How a file that begins so is written; undefined where it is no text. */
export function csvFormat(head: Uint8Array): CsvFormat | undefined {
  const encoding =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(head);
  if (text.includes('\0')) return undefined;
  const declared = /^\ufeff?sep=(.)\r?\n/i.exec(text)?.[1];
  return { encoding, delimiter: declared ?? delimiterIn(text), isDeclared: declared !== undefined };
}

/** How the parser reads a file of that format. */
export const csvOptions = ({ delimiter, isDeclared }: CsvFormat) =>
  ({
    delimiter,
    from_line: isDeclared ? 2 : 1,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    max_record_size: 1 << 20,
  }) as const;

/** The first sign that parts the first lines into as many cells each, or else the one that occurs most in the first line. */
function delimiterIn(text: string): string {
  const unquoted = text.replace(/"(?:[^"]|"")*"/g, '""');
  // The last line may be cut.
  const all = unquoted.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const lines = (all.length > 1 ? all.slice(0, -1) : all).slice(0, mostLines);
  const counts = (sign: string): number[] => lines.map((line) => line.split(sign).length);
  const even = delimiters.find((sign) => {
    const [first = 1, ...others] = counts(sign);
    return first > 1 && others.every((count) => count === first);
  });
  const most = (sign: string): number => counts(sign)[0] ?? 1;
  return even ?? delimiters.reduce((best, sign) => (most(sign) > most(best) ? sign : best), ',');
}
