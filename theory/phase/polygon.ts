import { distance, lineOf, meeting, type Line } from './line.js';
import type { Plane, Point } from './plane.js';

/** A corner of a convex polygon, and the line along which its edge to the next corner runs. */
export interface Corner extends Point {
  readonly line: Line;
}

/** A convex polygon, its corners counterclockwise. */
export type Polygon = readonly Corner[];

/** Log sizes closer than this are the same place. */
export const samePlace = 1e-9;

/** The whole plane that is shown. */
export function frameOf({ across, up }: Plane): Polygon {
  const [left, right] = [lineOf(1, 0, -across.from), lineOf(1, 0, -across.to)];
  const [bottom, top] = [lineOf(0, 1, -up.from), lineOf(0, 1, -up.to)];
  return [
    { x: across.from, y: up.from, line: bottom },
    { x: across.to, y: up.from, line: right },
    { x: across.to, y: up.to, line: top },
    { x: across.from, y: up.to, line: left },
  ];
}

/** The mean of the corners: inside. */
export function middle(polygon: readonly Point[]): Point {
  const sum = polygon.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / polygon.length, y: sum.y / polygon.length };
}

/** The area in squared log sizes; negative when the corners go clockwise. */
export function area(polygon: readonly Point[]): number {
  const twice = polygon.reduce((sum, corner, index) => {
    const next = polygon[(index + 1) % polygon.length] ?? corner;
    return sum + corner.x * next.y - next.x * corner.y;
  }, 0);
  return twice / 2;
}

/** The largest extent along an axis. */
export function extent(polygon: readonly Point[]): number {
  const length = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  return Math.max(length(polygon.map(({ x }) => x)), length(polygon.map(({ y }) => y)));
}

/** True when a point lies inside by at least a margin of log sizes. */
export function isInside(polygon: Polygon, point: Point, margin: number): boolean {
  const inner = middle(polygon);
  return polygon.every(({ line }) => distance(line, point) * Math.sign(distance(line, inner)) > margin);
}

/** True when a line leaves a part of more than a sliver on both sides. */
export function isCutBy(polygon: Polygon, line: Line): boolean {
  const sides = polygon.map((corner) => distance(line, corner));
  return Math.max(...sides) > 100 * samePlace && Math.min(...sides) < -100 * samePlace;
}

/** The part of a polygon on one side of a line; empty when there is none. Corners are where lines meet. */
export function clipped(polygon: Polygon, line: Line, side: 1 | -1): Polygon {
  const part: Corner[] = [];
  polygon.forEach((corner, index) => {
    const next = polygon[(index + 1) % polygon.length] ?? corner;
    const [here, there] = [corner, next].map((point) => {
      const signed = side * distance(line, point);
      return Math.abs(signed) <= samePlace ? 0 : Math.sign(signed);
    });
    const isLeaving = there === -1;
    if (here === 1) part.push(corner);
    else if (here === 0) part.push(isLeaving ? { ...corner, line } : corner);
    if (here !== undefined && there !== undefined && here * there < 0) {
      const place = meeting(corner.line, line);
      if (place) part.push({ ...place, line: isLeaving ? line : corner.line });
    }
  });
  return part.length >= 3 && area(part) > samePlace * samePlace ? part : [];
}
