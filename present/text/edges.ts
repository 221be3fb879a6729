import type { Boundary, ReferenceSizes } from '../../theory/index.js';
import { numberText } from '../numbers.js';
import { patternLabel } from './pattern.js';
import { alignedTable } from './table.js';

const most = 6;

/** Boundaries or crossings as lines, the nearest to the reference sizes first; empty when there are none. */
export function edgeLines(title: string, edges: readonly Boundary[], reference: ReferenceSizes): string {
  if (edges.length === 0) return '';
  const distance = ({ variable, value }: Boundary): number =>
    Math.abs(Math.log(value / (reference.get(variable) ?? 1)));
  const shown = edges.toSorted((one, other) => distance(one) - distance(other)).slice(0, most);
  const rows = shown.map(({ variable, at, value, below, above }) => {
    const formula = at.toUnicode();
    const number = numberText(value);
    return [
      `${variable} = ${formula}`,
      formula === number ? '' : number,
      `below: ${patternLabel(below)}`,
      `above: ${patternLabel(above)}`,
    ];
  });
  const hidden = edges.length - shown.length;
  return [
    `  ${title} at`,
    alignedTable([{}, { align: 'right' }, {}, { breaks: true }], rows),
    ...(hidden > 0 ? [`  and ${hidden} more, farther away; --format json lists all`] : []),
  ].join('\n');
}
