import type { PlainPlot, PlotMark, PlotPlace } from '../../present/diagram/plot.js';

/** A place where energies are equal, with the letter that stands there. */
export interface PlacedMark {
  readonly letter: string;
  readonly formula: string;
  /** The size there. */
  readonly value: number;
  readonly place: PlotPlace;
  /** The patterns that are cheaper where the size is smaller, and where it is larger. */
  readonly below: readonly string[];
  readonly above: readonly string[];
  /** True when the winner changes there. */
  readonly isBoundary: boolean;
}

/** The marks of a plot from left to right: boundaries, and crossings elsewhere. What meets at one place has one letter. */
export function marksOf({ lines, boundaries, crossings }: PlainPlot): PlacedMark[] {
  const more = crossings.filter(({ equation }) => !boundaries.some((boundary) => boundary.equation === equation));
  const all = [
    ...boundaries.map((mark) => ({ mark, isBoundary: true })),
    ...more.map((mark) => ({ mark, isBoundary: false })),
  ];
  const placed = new Map<string, Omit<PlacedMark, 'letter'>>();
  for (const { mark, isBoundary } of all) {
    const place = placeOf(mark, lines);
    if (!place) continue;
    const { formula, value, below, above } = mark;
    const key = `${formula} ${place[1].toFixed(6)}`;
    const known = placed.get(key);
    placed.set(key, {
      ...{ formula, value, place },
      below: [...new Set([...(known?.below ?? []), below])],
      above: [...new Set([...(known?.above ?? []), above])],
      isBoundary: isBoundary || (known?.isBoundary ?? false),
    });
  }
  return [...placed.values()]
    .sort((one, other) => one.value - other.value)
    .map((mark, index) => ({ ...mark, letter: String.fromCharCode(97 + (index % 26)) }));
}

/** A plot without the points that lie on the straight line between their neighbours: it looks the same and is drawn at once. */
export function withCorners(plot: PlainPlot): PlainPlot {
  return { ...plot, lines: plot.lines.map((line) => ({ ...line, points: corners(line.points) })) };
}

function corners(points: readonly (PlotPlace | null)[]): (PlotPlace | null)[] {
  const kept: (PlotPlace | null)[] = [];
  for (const [index, point] of points.entries()) {
    const [before, next] = [kept.at(-1), points[index + 1]];
    if (!before || !point || !next || !isBetween(point, before, next)) kept.push(point);
  }
  return kept;
}

/** True for a point on the line from one place to another, up to rounding. */
function isBetween([x, y]: PlotPlace, from: PlotPlace, to: PlotPlace): boolean {
  return Math.abs((x - from[0]) * (to[1] - from[1]) - (y - from[1]) * (to[0] - from[0])) < 1e-9;
}

function placeOf({ value, below, above }: PlotMark, lines: PlainPlot['lines']): PlotPlace | undefined {
  const size = Math.log10(value);
  const meeting = lines.filter(({ pattern }) => pattern === below || pattern === above);
  const energy = meeting.map(({ points }) => energyAt(points, size)).find((one) => one !== undefined);
  return energy === undefined ? undefined : [size, energy];
}

/** The energy of a line at a size, both as decimal logarithms; undefined where the line has a gap. */
export function energyAt(points: PlainPlot['lines'][number]['points'], size: number): number | undefined {
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (!from || !to || size < from[0] - 1e-9 || size > to[0] + 1e-9) continue;
    const part = to[0] === from[0] ? 0 : (size - from[0]) / (to[0] - from[0]);
    return from[1] + part * (to[1] - from[1]);
  }
  return undefined;
}

/** Where the number of each line stands: spread over the width, so that lines that run together have theirs side by side. */
export function numberPlaces({ lines, from, to }: PlainPlot): (PlotPlace | undefined)[] {
  return lines.map(({ points }, index) => {
    const size = from + ((index + 0.5) / lines.length) * (to - from);
    const energy = energyAt(points, size);
    return energy === undefined ? (points.find((point) => point !== null) ?? undefined) : [size, energy];
  });
}
