import type { Monomial } from '../monomial.js';
import type { Prediction } from '../prediction.js';
import type { Study } from '../study.js';
import type { Border } from './borders.js';
import { drawnLines, type DrawnLine } from './drawn-line.js';
import { distance, equalityLine, meeting, type Line } from './line.js';
import { sizesAt, type Plane, type Point } from './plane.js';
import { clipped, frameOf } from './polygon.js';
import { patternStatus, weakest } from './status.js';
import { seedsOf } from './subdivision.js';
import type { Survey } from './survey.js';

/** With how many of the best other patterns the winner's crossings are drawn. */
const mostCrossed = 12;

/** How many places a side the closed forms of a pattern are looked for at. */
const probesAside = 8;

/** How many places along a line it is asked whether two energies meet there. */
const probesAlong = 24;

/** How far to the sides of a line it is asked which energy is lower, in log sizes. */
const aside = 1e-4;

/** Logarithms of energies closer than this are equal. */
const equalWithin = 1e-7;

/** The winner at the reference point, and the patterns whose crossings with it are drawn. */
export function crossedPatterns({ patterns }: Prediction): string[] {
  return patterns.slice(0, 1 + mostCrossed).map(({ name }) => name);
}

/**
 * The lines on which another pattern's energy equals that of the winner at the reference point. Pauses now and then: a
 * generator, so that a caller can give up.
 */
export function* winnerCrossings(
  study: Study,
  survey: Survey,
  { winner, patterns }: Prediction,
): Generator<undefined, DrawnLine[]> {
  const found: DrawnLine[] = [];
  const own = formsOf(survey, winner.name);
  for (const other of patterns.slice(1, 1 + mostCrossed)) {
    yield;
    const forms = formsOf(survey, other.name);
    const lines = linesAmong(survey.plane, own, forms);
    const ends = [...frameOf(survey.plane).map(({ line }) => line), ...lines];
    ends.push(...linesAmong(survey.plane, own, own), ...linesAmong(survey.plane, forms, forms));
    const borders = lines.flatMap((line) => stretchesOf(survey, line, winner.name, other.name, ends));
    const status = weakest([patternStatus(study, winner), patternStatus(study, other)]);
    found.push(...drawnLines(borders, () => status));
  }
  return found;
}

/** The closed forms that a pattern's energy takes in the plane. */
function formsOf(survey: Survey, name: string): Monomial[] {
  const forms: Monomial[] = [];
  for (const seed of seedsOf(survey.plane, probesAside)) {
    const energy = survey.pattern(name, seed)?.energy;
    if (energy && !forms.some((form) => form.equals(energy))) forms.push(energy);
  }
  return forms;
}

/** The lines on which a closed form of one list equals one of another, each once. */
function linesAmong(plane: Plane, some: readonly Monomial[], others: readonly Monomial[]): Line[] {
  const lines = some.flatMap((one) => others.flatMap((other) => equalityLine(plane, one, other) ?? []));
  return [...new Map(lines.map((line) => [line.key, line])).values()];
}

/** The stretches of a line on which the two energies meet and change places. */
function stretchesOf(survey: Survey, line: Line, winner: string, other: string, ends: readonly Line[]): Border[] {
  const chord = chordOf(survey.plane, line);
  if (!chord) return [];
  const [start, end] = chord;
  const at = (part: number): Point => ({
    x: start.x + part * (end.x - start.x),
    y: start.y + part * (end.y - start.y),
  });
  const sides = (part: number): string => sidesAt(survey, line, at(part), winner, other);
  const corners = ends
    .flatMap((one) => meeting(line, one) ?? [])
    .map((point) => partOf(chord, point))
    .filter((part) => part > 1e-9 && part < 1 - 1e-9);
  const grid = Array.from({ length: probesAlong }, (_, index) => (index + 1 / Math.E) / probesAlong);
  // Between two neighbouring corners nothing changes: one question for each stretch, and a grid for corners unknown.
  const breaks = [0, ...corners, 1].sort((one, two) => one - two);
  const stretches: { from: number; to: number; sides: string }[] = [];
  breaks.slice(1).forEach((to, index) => {
    const from = breaks[index] ?? 0;
    if (to - from < 1e-9) return;
    const inner = [(from + to) / 2, ...grid.filter((part) => part > from + 1e-3 && part < to - 1e-3)];
    const answers = new Set(inner.map(sides));
    const [answer] = answers;
    if (answers.size !== 1 || !answer) return;
    const last = stretches.at(-1);
    if (last && last.to === from && last.sides === answer) last.to = to;
    else stretches.push({ from, to, sides: answer });
  });
  return stretches.map(({ from, to, sides: answer }) => {
    const [left, right] = answer.split(' | ');
    return { line, from: at(from), to: at(to), left, right };
  });
}

/** Who is better on the two sides of a line where the energies meet, as `below | above`; empty where they do not. */
function sidesAt(survey: Survey, line: Line, point: Point, winner: string, other: string): string {
  const difference = (place: Point): number => {
    const [one, two] = [survey.pattern(winner, place), survey.pattern(other, place)];
    if (!one || !two) return NaN;
    const sizes = sizesAt(survey.plane, place);
    return two.energy.log(sizes) - one.energy.log(sizes);
  };
  if (!(Math.abs(difference(point)) < equalWithin)) return '';
  const norm = Math.hypot(line.a, line.b);
  const [below, above] = [-aside, aside].map((offset) => {
    const apart = difference({ x: point.x + (offset * line.a) / norm, y: point.y + (offset * line.b) / norm });
    return Number.isNaN(apart) ? '' : apart < -equalWithin ? other : winner;
  });
  return below === above || !below || !above ? '' : `${below} | ${above}`;
}

/** Where a line enters and leaves the frame. */
function chordOf(plane: Plane, line: Line): readonly [Point, Point] | undefined {
  const on = clipped(frameOf(plane), line, 1).filter((corner) => Math.abs(distance(line, corner)) < 1e-9);
  const [start, end] = on;
  return start && end ? [start, end] : undefined;
}

/** How far along a chord a point lies: 0 at its start, 1 at its end. */
function partOf([start, end]: readonly [Point, Point], point: Point): number {
  const [across, up] = [end.x - start.x, end.y - start.y];
  return ((point.x - start.x) * across + (point.y - start.y) * up) / (across * across + up * up);
}
