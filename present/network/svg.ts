import { t } from '@vscode/l10n';
import { element, escaped, textElement } from '../diagram/markup.js';
import type { Block, Edge, NetworkPicture } from './picture.js';
import type { PatternName } from '../../theory/study.js';

/** Pixels. A block is as high as its lines need. */
const layout = {
  margin: 16,
  skip: 34,
  line: 18,
  padding: 11,
  edge: 24,
  titleHeight: 34,
  letter: 7.1,
  titleLetter: 9.4,
} as const;

export interface PictureOptions {
  /**
   * True for a drawing with its own style and title, as it stands in a file; false for one in a page that has them, whose
   * blocks can be chosen. Default true.
   */
  readonly standalone?: boolean;
  /** False for a picture in a page whose blocks cannot be chosen. Default: what is not standalone can. */
  readonly choosable?: boolean;
}

/** A network as an SVG document: blocks from the input down to the readout; patterns by colour and in words. */
export function networkSvg(picture: NetworkPicture, options: PictureOptions = {}): string {
  const standalone = options.standalone ?? true;
  const choosable = options.choosable ?? !standalone;
  const hasSkip = picture.blocks.some(({ isResidual }) => isResidual);
  const left = layout.margin + (hasSkip ? layout.skip : 0);
  const width = blockWidth(picture);
  const drawn: string[] = [];
  let y = layout.margin + (standalone ? layout.titleHeight : 0);
  for (const [index, block] of picture.blocks.entries()) {
    const height = blockHeight(block);
    if (block.isResidual) drawn.push(skip(left, y, height));
    drawn.push(drawnBlock(block, { x: left, y, width, height }, choosable));
    y += height;
    const edge = picture.edges[index];
    if (picture.gap?.after === index) {
      const text = t`… ${picture.gap.count} more layers …`;
      drawn.push(textElement({ class: 'faint', x: left + width / 2, y: y + 18, 'text-anchor': 'middle' }, text));
      y += 26;
    }
    if (edge) {
      const length = edgeHeight(edge);
      drawn.push(drawnEdge(edge, left + 28, y, length));
      y += length;
    }
  }
  const titleWidth = standalone ? layout.margin + layout.titleLetter * picture.title.length : 0;
  const [across, down] = [Math.max(left + width, titleWidth) + layout.margin, y + layout.margin];
  const own = [
    element('style', {}, standaloneStyle()),
    element('rect', { class: 'ground', width: across, height: down }),
    textElement({ class: 'title', x: layout.margin, y: layout.margin + 14 }, picture.title),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${Math.ceil(across)} ${Math.ceil(down)}`,
      width: Math.ceil(across),
      height: Math.ceil(down),
      // Within a page its blocks are buttons, which an image could not hold.
      role: choosable ? 'group' : 'img',
      'aria-labelledby': 'network-title network-description',
    },
    element('title', { id: 'network-title' }, escaped(`${picture.network}, ${picture.title}`)),
    element('desc', { id: 'network-description' }, escaped(descriptionOf(picture))),
    arrowHead(),
    ...(standalone ? own : []),
    ...drawn,
  );
}

/** What the picture shows, in sentences, for those who do not see it. */
function descriptionOf({ blocks, edges }: NetworkPicture): string {
  return blocks
    .map((block, index) => {
      const edge = edges[index];
      const on = edge ? ` ${t`It hands on ${edgeLines(edge).join('; ')}.`}` : '';
      return `${linesOf(block).join(', ')}.${on}`;
    })
    .join(' ');
}

function drawnBlock(
  block: Block,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  isButton: boolean,
): string {
  const [title = '', ...rest] = linesOf(block);
  const label = isButton ? { tabindex: 0, role: 'button', 'aria-label': linesOf(block).join(', ') } : {};
  return element(
    'g',
    { class: `block ${block.role} ${block.pattern ?? 'plain'}`, 'data-part': block.part, ...label },
    element('rect', { class: 'body', x, y, width, height, rx: 6 }),
    element('rect', { class: 'bar', x, y, width: 6, height, rx: 3 }),
    // What stands between the lines is read, and not drawn.
    [
      textElement({ class: 'strong', x: x + 18, y: baseline(y, 0) }, title),
      ...rest.map((line, index) =>
        textElement({ class: line === block.does ? 'does' : 'fact', x: x + 18, y: baseline(y, index + 1) }, line),
      ),
    ].join(', '),
  );
}

function drawnEdge(edge: Edge, x: number, y: number, length: number): string {
  const texts = edgeLines(edge).map((line, index) =>
    textElement({ class: index === 0 ? 'size' : 'eigenvalue', x: x + 14, y: y + 17 + index * layout.line }, line),
  );
  return (
    element('path', { class: 'edge', d: `M${x} ${y}V${y + length - 2}`, 'marker-end': 'url(#arrow)' }) + texts.join('')
  );
}

function skip(left: number, y: number, height: number): string {
  const [from, to, out] = [y - 12, y + height + 12, left - layout.skip + 10];
  const start = left + 28;
  return element('path', {
    class: 'edge skip',
    d: `M${start} ${from}H${out + 8}Q${out} ${from} ${out} ${from + 8}V${to - 8}Q${out} ${to} ${out + 8} ${to}H${start - 2}`,
    'marker-end': 'url(#arrow)',
  });
}

function arrowHead(): string {
  const head = { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' };
  return element('defs', {}, element('marker', head, element('path', { class: 'head', d: 'M0 0L8 4L0 8Z' })));
}

function linesOf({ title, facts, does }: Block): string[] {
  return [title, ...facts, ...(does === undefined ? [] : [does])];
}

function edgeLines({ size, eigenvalues }: Edge): string[] {
  return [...(size === '' ? [] : [size]), ...eigenvalues];
}

function blockHeight(block: Block): number {
  return 2 * layout.padding + linesOf(block).length * layout.line - 4;
}

function edgeHeight(edge: Edge): number {
  return layout.edge + edgeLines(edge).length * layout.line - 6;
}

function blockWidth({ blocks, edges }: NetworkPicture): number {
  const lines = [...blocks.flatMap(linesOf), ...edges.flatMap(edgeLines).map((line) => `    ${line}`)];
  return Math.max(260, 40 + layout.letter * Math.max(...lines.map((line) => line.length)));
}

function baseline(y: number, line: number): number {
  return y + layout.padding + 12 + line * layout.line;
}

/** Colours of the patterns that are told apart with any colour vision. */
const tints: Readonly<Record<PatternName, string>> = {
  lazy: '#8c959f',
  gfl: '#e69f00',
  specialization: '#0072b2',
  magnetization: '#009e73',
};

/** The style of a drawing that stands alone: on white, for paper and pages. */
function standaloneStyle(): string {
  return [
    'text{font:13px system-ui,sans-serif;fill:#1f2328}',
    '.ground{fill:#ffffff}',
    '.body{fill:#f6f8fa;stroke:#d0d7de}',
    '.bar{fill:#d0d7de}',
    '.edge{fill:none;stroke:#57606a;stroke-width:1.5}',
    '.skip{stroke-dasharray:5 3}',
    '.head{fill:#57606a}',
    '.title{font-size:15px;font-weight:600}',
    '.strong,.does{font-weight:600}',
    '.fact,.faint,.size{fill:#57606a}',
    ...Object.entries(tints).map(
      ([pattern, tint]) => `.${pattern} .bar{fill:${tint}}.${pattern} .body{stroke:${tint}}`,
    ),
  ].join('');
}
