import { escaped, tag } from '../report/markup.js';
import type { Plot, Series } from '../report/plot.js';
import { marksOf, sampleOf, type Place } from './marks.js';
import { scaleOf, type Scale } from './scale.js';

const width = 640;
const frame = { left: 74, right: 18, top: 14, height: 330 };
const rowHeight = 20;
/** A label of an axis with the space beside it. */
const labelWidth = 48;
const ink = '#222222';
const font = { 'font-family': 'system-ui, sans-serif', 'font-size': 12, fill: ink };

/** A plot as an SVG picture that needs nothing else: its own colours on white. Made without a browser. */
export function svgOf(plot: Plot): string {
  const x = scaleOf(
    plot.x,
    coordinates(plot, ({ x: value }) => [value]),
    (width - frame.left - frame.right) / labelWidth,
  );
  const y = scaleOf(
    plot.y,
    coordinates(plot, ({ y: value, yMin, yMax }) => [value, yMin ?? value, yMax ?? value]),
    frame.height / rowHeight,
  );
  const bottom = frame.top + frame.height;
  const across = width - frame.left - frame.right;
  const place: Place = (px, py) => [frame.left + across * x.at(px), bottom - frame.height * y.at(py)];
  const rows = plot.series.filter(({ name }) => name !== '');
  const height = bottom + 52 + rowHeight * Math.ceil(rows.length / 2);
  const inside = { x: frame.left, y: frame.top, width: across, height: frame.height };
  // Bands lie below lines, lines below points.
  const order: Series['shape'][] = ['band', 'line', 'dashes', 'crosses', 'joined', 'points'];
  const marks = [...plot.series].sort((one, other) => order.indexOf(one.shape) - order.indexOf(other.shape));
  const clip = `frame-${plot.id}`;
  const content = [
    tag('title', {}, escaped(`${plot.title}: ${plot.verdict}`)),
    tag('rect', { width, height, fill: '#ffffff' }),
    tag('clipPath', { id: clip }, tag('rect', inside)),
    grid(x, y, across, bottom),
    tag('g', { 'clip-path': `url(#${clip})` }, marks.map((series) => marksOf(series, place)).join('') || ' '),
    tag('rect', { ...inside, fill: 'none', stroke: '#888888' }),
    tag(
      'text',
      { x: frame.left + across / 2, y: bottom + 36, 'text-anchor': 'middle', ...font },
      escaped(plot.x.label),
    ),
    tag(
      'text',
      { transform: `translate(16 ${frame.top + frame.height / 2}) rotate(-90)`, 'text-anchor': 'middle', ...font },
      escaped(plot.y.label),
    ),
    ...rows.map((series, index) => legendRow(series, index, bottom + 58)),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
  };
  return tag('svg', attributes, content.join('\n'));
}

function coordinates({ series }: Plot, of: (point: Series['points'][number]) => readonly number[]): number[] {
  return series.flatMap(({ points }) => points.flatMap(of));
}

function grid(x: Scale, y: Scale, across: number, bottom: number): string {
  const stroke = { stroke: '#e2e2e2', 'stroke-width': 1 };
  const columns = spread(x.ticks, across, 46).map(({ at, text }) => {
    const left = frame.left + at * across;
    return (
      tag('path', { d: `M${left.toFixed(1)} ${frame.top} V${bottom}`, ...stroke }) +
      tag('text', { x: left.toFixed(1), y: bottom + 16, 'text-anchor': 'middle', ...font }, escaped(text))
    );
  });
  const lines = spread(y.ticks, frame.height, 18).map(({ at, text }) => {
    const top = bottom - at * frame.height;
    return (
      tag('path', { d: `M${frame.left} ${top.toFixed(1)} h${across}`, ...stroke }) +
      tag('text', { x: frame.left - 8, y: (top + 4).toFixed(1), 'text-anchor': 'end', ...font }, escaped(text))
    );
  });
  return [...columns, ...lines].join('');
}

/** Ticks with room between their texts. */
function spread(ticks: Scale['ticks'], length: number, least: number): Scale['ticks'][number][] {
  const kept: Scale['ticks'][number][] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (!last || Math.abs(tick.at - last.at) * length >= least) kept.push(tick);
  }
  return kept;
}

function legendRow(series: Series, index: number, top: number): string {
  const x = frame.left + (index % 2) * 276;
  const y = top + rowHeight * Math.floor(index / 2);
  return sampleOf(series, [x, y - 4]) + tag('text', { x: x + 34, y, ...font }, escaped(series.name));
}
