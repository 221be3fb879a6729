import { distance, equalityLine, lineOf, type Line } from './line.js';
import type { Plane, Point } from './plane.js';
import { clipped, extent, isCutBy, isInside, middle, type Polygon } from './polygon.js';
import type { Monomial } from '../monomial.js';

/** What holds at a point: a pattern and its energy in closed form. */
export interface PointWinner {
  readonly pattern: string;
  readonly energy: Monomial;
}

/** A part of the plane in which one answer holds. */
export interface Cell {
  readonly polygon: Polygon;
  readonly winner: PointWinner;
  /** False when answers differ within it and no equation tells them apart; then the middle's answer stands for all. */
  readonly isExact: boolean;
}

/** What is asked of a plane. */
export interface Question {
  /** The answer at a point. */
  at(point: Point): PointWinner | undefined;
  /** True when two answers may share a cell. */
  agree(one: PointWinner, other: PointWinner): boolean;
  /** The patterns whose energies may meet between two answers. */
  rivals(one: PointWinner, other: PointWinner): readonly string[];
  /** A pattern's own energy at a point. */
  pattern(name: string, point: Point): PointWinner | undefined;
}

/** A point of a cell, with the answer there. */
interface Probe {
  readonly point: Point;
  readonly winner: PointWinner;
}

/** How far probes stand off the corners, as a part of the way to the middle. */
const inset = 1e-3;

/** Cells smaller than this, in log sizes, are not cut further. */
const smallest = 1e-4;

/** How often a cell is cut; a study has some ten lines. */
const deepest = 40;

/** How often a cell is halved where no equation is at hand. */
const mostHalvings = 8;

/**
 * Cuts a polygon into cells in which one answer holds. A cell is probed beside its corners, at its middle and at the seeds
 * that lie in it; while the probes differ it is cut along the line on which two of their closed forms are equal, so that
 * every side of a cell is a monomial equation.
 * @param seeds where to look besides, so that small regions are not missed.
 */
export function subdivide(plane: Plane, start: Polygon, question: Question, seeds: readonly Point[]): Cell[] {
  const cells: Cell[] = [];
  const cut = (polygon: Polygon, inner: readonly Point[], depth: number, halvings: number): void => {
    const probes = [...probePoints(polygon), ...inner].flatMap((point): Probe[] => {
      const winner = question.at(point);
      return winner ? [{ point, winner }] : [];
    });
    const [first, ...others] = probes;
    if (!first) return;
    const differing = others.some(({ winner }) => !question.agree(first.winner, winner));
    const isSliver = extent(polygon) < smallest;
    let line = differing && !isSliver ? bestCut(plane, polygon, probes, question) : undefined;
    if (differing && !isSliver && !line) {
      // What meets between two probes may hold on a strip that no probe lies in.
      const closer = closerProbes(probes, question);
      line = bestCut(plane, polygon, [...closer, ...probes], question);
    }
    if (!differing || isSliver || depth > deepest || (!line && halvings >= mostHalvings)) {
      cells.push({ polygon, winner: first.winner, isExact: !differing || isSliver });
      return;
    }
    for (const side of [1, -1] as const) {
      const part = clipped(polygon, line ?? halvingLine(polygon), side);
      if (part.length > 0) cut(part, withSeeds(part, inner), depth + 1, halvings + (line ? 0 : 1));
    }
  };
  cut(start, withSeeds(start, seeds), 0, 0);
  return cells;
}

/** Points on a grid that avoids the whole powers, where lines often lie. */
export function seedsOf({ across, up }: Plane, count: number): Point[] {
  const at = (span: typeof across, index: number): number =>
    span.from + ((index + 1 / Math.PI) / count) * (span.to - span.from);
  const steps = Array.from({ length: count }, (_, index) => index);
  return steps.flatMap((column) =>
    steps.map((row) => ({ x: at(across, column + (row % 2) / Math.E), y: at(up, row) })),
  );
}

function withSeeds(polygon: Polygon, seeds: readonly Point[]): Point[] {
  return seeds.filter((seed) => isInside(polygon, seed, 1e-5));
}

function probePoints(polygon: Polygon): Point[] {
  const inner = middle(polygon);
  const towards = ({ x, y }: Point): Point => ({ x: x + inset * (inner.x - x), y: y + inset * (inner.y - y) });
  const corners = polygon.map(towards);
  const sides = polygon.map((corner, index) => {
    const next = polygon[(index + 1) % polygon.length] ?? corner;
    return towards({ x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 });
  });
  return [inner, ...corners, ...sides];
}

/** Of the lines on which closed forms of the probes are equal the one that best tells the answers apart. */
function bestCut(plane: Plane, polygon: Polygon, probes: readonly Probe[], question: Question): Line | undefined {
  const kinds: Probe[][] = [];
  for (const probe of probes) {
    const same = kinds.find(([one]) => one && question.agree(one.winner, probe.winner));
    if (same) same.push(probe);
    else kinds.push([probe]);
  }
  for (const reductions of [false, true]) {
    const tried = new Set<string>();
    let best: { readonly line: Line; readonly mixed: number } | undefined;
    for (const [index, kind] of kinds.entries()) {
      for (const other of kinds.slice(index + 1)) {
        for (const line of linesBetween(plane, kind, other, question, reductions)) {
          if (tried.has(line.key) || !isCutBy(polygon, line)) continue;
          tried.add(line.key);
          const mixed = mixedBy(line, kinds);
          if (!best || mixed < best.mixed) best = { line, mixed };
        }
      }
    }
    if (best && best.mixed < probes.length - Math.max(...kinds.map((kind) => kind.length))) return best.line;
  }
  return undefined;
}

/** Probes on the way between two that differ, each step closer to where the answer changes. */
function closerProbes(probes: readonly Probe[], question: Question): Probe[] {
  const [first] = probes;
  const found: Probe[] = [];
  for (const other of probes) {
    if (!first || question.agree(first.winner, other.winner)) continue;
    let [low, high] = [first, other];
    for (let step = 0; step < 20; step++) {
      const point = { x: (low.point.x + high.point.x) / 2, y: (low.point.y + high.point.y) / 2 };
      const winner = question.at(point);
      if (!winner) break;
      const probe = { point, winner };
      if (question.agree(winner, low.winner)) low = probe;
      else high = probe;
    }
    found.push(low, high);
  }
  return found;
}

/** How many probes do not belong to the kind that is most frequent on their side of a line. */
function mixedBy(line: Line, kinds: readonly (readonly Probe[])[]): number {
  let mixed = 0;
  for (const side of [1, -1]) {
    const counts = kinds.map((kind) => kind.filter(({ point }) => side * distance(line, point) > 0).length);
    mixed += counts.reduce((sum, count) => sum + count, 0) - Math.max(...counts);
  }
  return mixed;
}

/**
 * The lines on which closed forms between two kinds are equal: each rival pattern's at the place of either.
 * @param reductions whether to include what rivals become where a layer of theirs stops acting.
 */
function linesBetween(
  plane: Plane,
  kind: readonly Probe[],
  other: readonly Probe[],
  question: Question,
  reductions: boolean,
): Line[] {
  const [one, two] = nearest(kind, other);
  if (!one || !two) return [];
  const rivals = question.rivals(one.winner, two.winner);
  const names = new Set(reductions ? rivals.flatMap(withReductions) : rivals);
  const forms: Monomial[] = [];
  for (const { energy } of [one, two].flatMap(({ point }) =>
    [...names].flatMap((name) => question.pattern(name, point) ?? []),
  )) {
    if (!forms.some((form) => form.equals(energy))) forms.push(energy);
  }
  return forms.flatMap((left, index) =>
    forms.slice(index + 1).flatMap((right) => equalityLine(plane, left, right) ?? []),
  );
}

/** A pattern, and the patterns that are left of it when some of its layers stay lazy. */
function withReductions(name: string): string[] {
  return name
    .split(', ')
    .reduce<string[]>(
      (starts, layer) =>
        starts.flatMap((start) =>
          [...new Set([layer, 'lazy'])].map((end) => (start === '' ? end : `${start}, ${end}`)),
        ),
      [''],
    );
}

/** The two probes of two kinds that lie closest to each other. */
function nearest(kind: readonly Probe[], other: readonly Probe[]): readonly [Probe?, Probe?] {
  let least = Infinity;
  let pair: readonly [Probe?, Probe?] = [];
  for (const one of kind) {
    for (const two of other) {
      const between = Math.hypot(one.point.x - two.point.x, one.point.y - two.point.y);
      if (between < least) [least, pair] = [between, [one, two]];
    }
  }
  return pair;
}

/** A cut across the longer extent, where no equation is at hand. */
function halvingLine(polygon: Polygon): Line {
  const { x, y } = middle(polygon);
  const width = Math.max(...polygon.map((corner) => corner.x)) - Math.min(...polygon.map((corner) => corner.x));
  const isWide = width >= extent(polygon) - 1e-12;
  return isWide ? lineOf(1, 0, -x) : lineOf(0, 1, -y);
}
