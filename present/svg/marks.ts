import { tag } from '../report/markup.js';
import type { PlotPoint, Series } from '../report/plot.js';

/** Where a point lies in the picture, in pixels. */
export type Place = (x: number, y: number) => readonly [x: number, y: number];

/** Colours that people with any sort of colour vision tell apart (Okabe and Ito), dark enough for white. */
const palette = ['#0072b2', '#d55e00', '#009e73', '#a8558a', '#56808f', '#8a6d00'];

const round = (value: number): number => Math.round(100 * value) / 100;

/** The colour of a series. */
function inkOf({ colour }: Series): string {
  return colour === 'text' ? '#222222' : (palette[colour % palette.length] ?? '#222222');
}

/** All that is drawn of a series, as markup. */
export function marksOf(series: Series, place: Place): string {
  const ink = inkOf(series);
  switch (series.shape) {
    case 'band':
      return area(series.points, place, ink);
    case 'line':
    case 'dashes':
      return line(series, place, ink);
    case 'joined':
      return line(series, place, ink) + points(series, place, ink);
    case 'points':
    case 'crosses':
      return points(series, place, ink);
  }
}

/** What stands for a series in a legend, 26 pixels wide, at a place. */
export function sampleOf(series: Series, [x, y]: readonly [number, number]): string {
  const ink = inkOf(series);
  const drawn = series.shape === 'line' || series.shape === 'dashes' || series.shape === 'joined';
  const stroke = drawn
    ? path(
        [
          [x, y],
          [x + 26, y],
        ],
        ink,
        series.shape === 'dashes',
      )
    : '';
  const isPoint = series.shape === 'points' || series.shape === 'joined' || series.shape === 'crosses';
  return stroke + (isPoint ? mark(series, [x + 13, y], ink) : '');
}

function line({ points, shape }: Series, place: Place, ink: string): string {
  return path(
    points.map(({ x, y }) => place(x, y)),
    ink,
    shape === 'dashes',
  );
}

function path(places: readonly (readonly [number, number])[], ink: string, isDashed: boolean): string {
  if (places.length < 2) return '';
  const d = places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ');
  const stroke = { d, fill: 'none', stroke: ink, 'stroke-width': 2 };
  return tag('path', isDashed ? { ...stroke, 'stroke-dasharray': '7 5' } : stroke);
}

function area(points: readonly PlotPoint[], place: Place, ink: string): string {
  const edge = (of: 'yMin' | 'yMax'): (readonly [number, number])[] =>
    points.map((point) => place(point.x, point[of] ?? point.y));
  const corners = [...edge('yMin'), ...edge('yMax').reverse()];
  if (corners.length < 4) return '';
  const outline = corners.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
  return tag('polygon', { points: outline, fill: ink, 'fill-opacity': 0.15 });
}

function points(series: Series, place: Place, ink: string): string {
  return series.points
    .map((point) => errorBar(point, place, ink) + mark(series, place(point.x, point.y), ink))
    .join('');
}

function errorBar({ x, yMin, yMax }: PlotPoint, place: Place, ink: string): string {
  if (yMin === undefined || yMax === undefined) return '';
  const [left, low] = place(x, yMin);
  const [, high] = place(x, yMax);
  const d = `M${round(left)} ${round(low)} V${round(high)} M${round(left - 4)} ${round(low)} h8 M${round(left - 4)} ${round(high)} h8`;
  return tag('path', { d, stroke: ink, 'stroke-width': 1.2, fill: 'none' });
}

/** Corners of the marks that are polygons, by the number of the series' colour: colours alone tell nothing apart. */
const corners: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  [
    [0, -1.1],
    [1.1, 0.9],
    [-1.1, 0.9],
  ],
  [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
];

function mark({ shape, colour }: Series, [x, y]: readonly [number, number], ink: string): string {
  if (shape === 'crosses') {
    return tag('path', {
      d: `M${round(x - 4)} ${round(y)} h8 M${round(x)} ${round(y - 4)} v8`,
      stroke: ink,
      fill: 'none',
    });
  }
  const polygon = colour === 'text' ? [] : (corners[colour % corners.length] ?? []);
  if (polygon.length === 0) return tag('circle', { cx: round(x), cy: round(y), r: 4, fill: ink });
  const outline = polygon.map(([dx, dy]) => `${round(x + 4 * dx)},${round(y + 4 * dy)}`).join(' ');
  return tag('polygon', { points: outline, fill: ink });
}
