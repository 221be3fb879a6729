import { area, samePlace, type Corner, type Polygon } from './polygon.js';
import type { Cell } from './subdivision.js';

/** Cells with the same pattern and the same closed form, joined for as long as the whole stays convex. */
export function joined(cells: readonly Cell[]): Cell[] {
  const rest = [...cells];
  for (let index = 0; index < rest.length; index++) {
    for (let other = index + 1; other < rest.length; other++) {
      const [one, two] = [rest[index], rest[other]];
      if (!one || !two || one.winner.pattern !== two.winner.pattern) continue;
      if (!one.winner.energy.equals(two.winner.energy)) continue;
      const union = convexUnion(one.polygon, two.polygon);
      if (!union) continue;
      rest[index] = { ...one, polygon: union, isExact: one.isExact && two.isExact };
      rest.splice(other, 1);
      other = index;
    }
  }
  return rest;
}

/** The union of two polygons that share a whole side, when it is convex. */
function convexUnion(one: Polygon, two: Polygon): Polygon | undefined {
  for (const [at, corner] of one.entries()) {
    const next = one[(at + 1) % one.length];
    if (!next) continue;
    const from = two.findIndex((point) => isNear(point, next));
    const to = from < 0 ? undefined : two[(from + 1) % two.length];
    if (!to || !isNear(to, corner)) continue;
    const around = [...turned(one, at + 1).slice(0, -1), ...turned(two, from + 1).slice(0, -1)];
    // `around` goes from the shared side's end along one polygon to its start, and back along the other.
    const union = straightened(around);
    return isConvex(union) && Math.abs(area(union) - area(one) - area(two)) < 1e-9 * (1 + area(union))
      ? union
      : undefined;
  }
  return undefined;
}

function turned(polygon: Polygon, first: number): Polygon {
  const start = first % polygon.length;
  return [...polygon.slice(start), ...polygon.slice(0, start)];
}

function isNear(one: { x: number; y: number }, other: { x: number; y: number }): boolean {
  return Math.abs(one.x - other.x) < 100 * samePlace && Math.abs(one.y - other.y) < 100 * samePlace;
}

/** Without the corners between two sides of one line. */
function straightened(polygon: Polygon): Polygon {
  return polygon.filter((corner, index) => {
    const before = polygon[(index + polygon.length - 1) % polygon.length];
    return before?.line.key !== corner.line.key;
  });
}

function isConvex(polygon: Polygon): boolean {
  return polygon.every((corner, index) => {
    const [next, after] = [1, 2].map((step) => polygon[(index + step) % polygon.length]) as [Corner?, Corner?];
    if (!next || !after) return false;
    const turn = (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x);
    return turn > -samePlace;
  });
}
