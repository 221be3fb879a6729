import stringWidth from 'string-width';
import { textColumns, wrapped } from './wrap.js';

/** Between two columns. */
const gap = '   ';

export interface Column {
  /** Without any title there is no heading. */
  readonly title?: string;
  readonly align?: 'left' | 'right';
}

/** Before cells that have a line of their own. */
const indent = '      ';

/**
 * Aligned columns without lines, indented by two. Where the text is wider than it may be, as many columns from the right as need it are below their rows.
 * @param rows cells, which may hold colours: their width is what is seen.
 */
export function alignedTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const fits = (lines: readonly string[]): boolean => lines.every((line) => stringWidth(line) <= textColumns());
  const whole = tableLines(columns, rows);
  if (fits(whole)) return whole.join('\n');
  for (let kept = columns.length - 1; kept > 1; kept--) {
    const lines = withCellsBelow(columns, rows, kept);
    if (fits(lines)) return lines.join('\n');
  }
  return withCellsBelow(columns, rows, 1).join('\n');
}

/** A table of the first columns; the others of each row are below it, with their titles where there are several. */
function withCellsBelow(columns: readonly Column[], rows: readonly (readonly string[])[], kept: number): string[] {
  const below = columns.slice(kept);
  const isTitled = below.length > 1 && below.some(({ title }) => title);
  const hasHead = columns.some(({ title }) => title);
  const cellsOf = (row: readonly string[]): string[] =>
    below.flatMap(({ title }, at) => {
      const cell = row[kept + at] ?? '';
      return cell === '' ? [] : [isTitled && title ? `${title}: ${cell}` : cell];
    });
  const titles = hasHead && !isTitled ? [below.flatMap(({ title }) => title ?? [])] : hasHead ? [[]] : [];
  const texts = [...titles, ...rows.map(cellsOf)].map((cells) => cells.join('; '));
  const table = tableLines(
    columns.slice(0, kept),
    rows.map((row) => row.slice(0, kept)),
  );
  return table.flatMap((line, at) => [line, ...(texts[at] ? (indent + wrapped(texts[at], indent)).split('\n') : [])]);
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
