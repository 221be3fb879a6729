import { textColumns, wrapped } from './wrap.js';

/** Between two columns. */
const gap = '   ';

export interface Column {
  /** Without any title there is no heading. */
  readonly title?: string;
  readonly align?: 'left' | 'right';
  /** Of the last column: its cells are on lines of their own where the table is wider than text may be. */
  readonly breaks?: true;
}

/** Before a last cell that has a line of its own. */
const indent = '      ';

/**
 * Aligned columns without lines, indented by two.
 * @param rows cells, which may hold colours: their width is what is seen.
 */
export function alignedTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = tableLines(columns, rows);
  const fits = lines.every((line) => displayWidth(line) <= textColumns());
  if (fits || !columns.at(-1)?.breaks) return lines.join('\n');
  const hasHead = columns.some(({ title }) => title);
  const last = [...(hasHead ? [columns.at(-1)?.title] : []), ...rows.map((row) => row.at(-1))];
  return tableLines(
    columns.slice(0, -1),
    rows.map((row) => row.slice(0, -1)),
  )
    .flatMap((line, at) => (last[at] ? [line, indent + wrapped(last[at], indent)] : [line]))
    .join('\n');
}

function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const head = columns.some(({ title }) => title) ? [columns.map(({ title }) => title ?? '')] : [];
  const all = [...head, ...rows];
  const widths = columns.map((_, at) => Math.max(0, ...all.map((row) => displayWidth(row[at] ?? ''))));
  return all.map((row) => {
    const cells = columns.map(({ align }, at) => padded(row[at] ?? '', widths[at] ?? 0, align));
    return `  ${cells.join(gap).trimEnd()}`;
  });
}

function padded(cell: string, width: number, align: Column['align']): string {
  const blank = ' '.repeat(width - displayWidth(cell));
  return align === 'right' ? blank + cell : cell + blank;
}

const colours = /\u001b\[[\d;]*m/g;
/** Marks that stand on the letter before them, and what joins letters. */
const withoutWidth = /\p{Mn}|\p{Me}|\p{Cf}/gu;
/** East Asian letters and pictures, twice as wide as others (Unicode Standard Annex 11). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/gu;

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  const seen = text.replace(colours, '').replace(withoutWidth, '');
  return [...seen].length + (seen.match(wide)?.length ?? 0);
}
