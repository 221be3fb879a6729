import stringWidth from 'string-width';
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
  const fits = lines.every((line) => stringWidth(line) <= textColumns());
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
  const widths = columns.map((_, at) => Math.max(0, ...all.map((row) => stringWidth(row[at] ?? ''))));
  return all.map((row) => {
    const cells = columns.map(({ align }, at) => padded(row[at] ?? '', widths[at] ?? 0, align));
    return `  ${cells.join(gap).trimEnd()}`;
  });
}

function padded(cell: string, width: number, align: Column['align']): string {
  const blank = ' '.repeat(width - stringWidth(cell));
  return align === 'right' ? blank + cell : cell + blank;
}
