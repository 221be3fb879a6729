import type { Line } from './line.js';
import type { Point } from './plane.js';
import { samePlace, type Polygon } from './polygon.js';

/** A polygon that belongs to something: neighbours with the same label have no border. */
export interface Labelled {
  readonly polygon: Polygon;
  readonly label: string;
}

/** A piece of a line with what lies on its two sides; undefined beyond the frame. */
export interface Border {
  readonly line: Line;
  readonly from: Point;
  readonly to: Point;
  /** What lies to the left, going from `from` to `to`. */
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** A side of a polygon as an interval of its line. */
interface Side {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly isLeft: boolean;
}

/** The borders between polygons with different labels, joined along their lines. */
export function bordersOf(polygons: readonly Labelled[]): Border[] {
  const lines = new Map<string, { line: Line; sides: Side[] }>();
  for (const { polygon, label } of polygons) {
    polygon.forEach((corner, index) => {
      const next = polygon[(index + 1) % polygon.length] ?? corner;
      const entry = lines.get(corner.line.key) ?? { line: corner.line, sides: [] };
      lines.set(corner.line.key, entry);
      const [start, end] = [along(corner.line, corner), along(corner.line, next)];
      entry.sides.push({ from: Math.min(start, end), to: Math.max(start, end), label, isLeft: start < end });
    });
  }
  return [...lines.values()].flatMap(({ line, sides }) => bordersAlong(line, sides));
}

function bordersAlong(line: Line, sides: readonly Side[]): Border[] {
  const ends = sides.flatMap(({ from, to }) => [from, to]).sort((one, other) => one - other);
  const breaks = ends.filter((end, index) => index === 0 || end - (ends[index - 1] ?? 0) > 10 * samePlace);
  const found: { from: number; to: number; left: string | undefined; right: string | undefined }[] = [];
  breaks.slice(1).forEach((to, index) => {
    const from = breaks[index] ?? to;
    const centre = (from + to) / 2;
    const on = (isLeft: boolean): string | undefined =>
      sides.find((side) => side.isLeft === isLeft && side.from < centre && centre < side.to)?.label;
    const [left, right] = [on(true), on(false)];
    if (left === right) return;
    const last = found.at(-1);
    if (last && last.to === from && last.left === left && last.right === right) last.to = to;
    else found.push({ from, to, left, right });
  });
  return found.map(({ from, to, left, right }) => ({
    line,
    from: onLine(line, from),
    to: onLine(line, to),
    left,
    right,
  }));
}

/** Where a point stands along a line. */
function along({ a, b }: Line, { x, y }: Point): number {
  return (-b * x + a * y) / Math.hypot(a, b);
}

/** The point of a line at a place along it. */
function onLine({ a, b, c }: Line, place: number): Point {
  const norm = Math.hypot(a, b);
  return { x: (-b * place - (a * c) / norm) / norm, y: (a * place - (b * c) / norm) / norm };
}

/** The outlines of everything with a label: rings, to be filled by the even-odd rule. */
export function outlines(borders: readonly Border[], label: string): Point[][] {
  const open = borders.flatMap(({ from, to, left, right }) =>
    left === label ? [{ from, to }] : right === label ? [{ from: to, to: from }] : [],
  );
  const rings: Point[][] = [];
  for (let first = open.pop(); first; first = open.pop()) {
    const ring = [first.from];
    let end = first.to;
    while (!isSame(end, first.from)) {
      const index = open.findIndex(({ from }) => isSame(from, end));
      const [next] = index < 0 ? [] : open.splice(index, 1);
      if (!next) break;
      ring.push(next.from);
      end = next.to;
    }
    if (ring.length > 2) rings.push(ring);
  }
  return rings;
}

function isSame(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < 1e-6 && Math.abs(one.y - other.y) < 1e-6;
}
