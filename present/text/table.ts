import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { textColumns, wrapped } from './wrap.js';

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '   ',
};

export interface Column {
  /** Without any title there is no heading. */
  readonly title?: string;
  readonly align?: 'left' | 'right';
  /** Of the last column: its cells stand on lines of their own where the table is wider than text may be. */
  readonly breaks?: true;
}

/** Before a last cell that has a line of its own. */
const indent = '      ';

/**
 * Aligned columns without lines, indented by two.
 * @param rows cells, which may hold colours: their width is what is seen.
 */
export function alignedTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const whole = tableLines(columns, rows);
  const fits = whole.every((line) => stripVTControlCharacters(line).length <= textColumns());
  if (fits || !columns.at(-1)?.breaks) return whole.join('\n');
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
  const table = new Table({
    head: columns.some(({ title }) => title) ? columns.map(({ title }) => title ?? '') : [],
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: noBorders,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line.trimEnd()}`);
}
