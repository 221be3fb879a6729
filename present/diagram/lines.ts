import { toPixel, within, type Frame, type Pixel } from './frame.js';
import { element, rounded, textElement } from './markup.js';
import { widthOf, type Notes, type Room } from './labels.js';
import type { Scene, SceneLine } from './scene.js';
import { algorithmLines, estimateLineName, fitLineText } from './wording.js';

const fontSize = 12;

/** Lines, and the equations on them. */
export interface DrawnLines {
  readonly strokes: string;
  readonly labels: string;
}

/** Lines drawn together: the same equation with the same look is one line, whatever lies beside it. */
interface Stroke {
  readonly className: string;
  readonly formula: string;
  readonly segments: (readonly [Pixel, Pixel])[];
}

/**
 * Boundaries, and where P is what learning or an algorithm needs, each with its equation or a letter.
 * @param notes gets the equations for which a letter stands.
 */
export function drawBorders(scene: Scene, frame: Frame, room: Room, notes: Notes): DrawnLines {
  const learnable = (scene.learnable?.lines ?? []).map((line) => ({ ...line, formula: `P = P*: ${line.formula}` }));
  const fits = (scene.learnable?.fitLines ?? []).map((line) => ({
    ...line,
    formula: `${fitLineText()}: ${line.formula}`,
  }));
  const algorithms = algorithmLines(scene).map(({ line, meaning }) => ({
    ...line,
    formula: `${meaning}: ${line.formula}`,
  }));
  const estimates = (scene.estimate?.lines ?? []).map((line) => ({ ...line, formula: estimateLineName() }));
  return drawStrokes(
    [
      ...strokesOf(scene.boundaries, frame, ({ status }) => `boundary ${status}`),
      ...strokesOf(learnable, frame, () => 'learnable-line'),
      ...strokesOf(estimates, frame, () => 'estimate-line'),
      ...strokesOf(fits, frame, () => 'learnable-line derived'),
      ...strokesOf(algorithms, frame, () => 'algorithm-line'),
    ],
    room,
    notes,
  );
}

/** The crossings of the winner that are not boundaries already, in the same way. */
export function drawCrossings(scene: Scene, frame: Frame, room: Room, notes: Notes): DrawnLines {
  const strokes = strokesOf(asBestKnown(crossingsShown(scene)), frame, ({ status }) => `crossing ${status}`);
  return drawStrokes(strokes, room, notes);
}

function drawStrokes(strokes: readonly Stroke[], room: Room, notes: Notes): DrawnLines {
  const labels = strokes.map((stroke) => labelOf(stroke, room, notes));
  const drawn = strokes.map(({ className, segments }) =>
    segments
      .map(([from, to]) => element('line', { class: className, x1: from.x, y1: from.y, x2: to.x, y2: to.y }))
      .join(''),
  );
  // The first lie above the others.
  return { strokes: drawn.toReversed().join(''), labels: labels.join('') };
}

/** The crossings that are not boundaries already. */
export function crossingsShown({ boundaries, crossings }: Scene): SceneLine[] {
  return crossings.filter(({ equation }) => !boundaries.some((boundary) => boundary.equation === equation));
}

/** Where several patterns cross on one line it has the look of the one that is known best. */
function asBestKnown(lines: readonly SceneLine[]): SceneLine[] {
  return lines.map((line) => {
    const status = ranks.find((rank) => lines.some((one) => one.equation === line.equation && one.status === rank));
    return status ? { ...line, status } : line;
  });
}

const ranks = ['published', 'derived', 'conjecture'] as const;

function strokesOf(lines: readonly SceneLine[], frame: Frame, classOf: (line: SceneLine) => string): Stroke[] {
  const strokes = new Map<string, Stroke>();
  for (const line of lines) {
    const className = classOf(line);
    const key = `${className} ${line.formula}`;
    const stroke = strokes.get(key) ?? { className, formula: line.formula, segments: [] };
    for (const [from, to] of line.segments) {
      const shown = within(frame, toPixel(frame, from), toPixel(frame, to));
      if (shown && !stroke.segments.some((other) => isSame(other, shown))) stroke.segments.push(shown);
    }
    if (stroke.segments.length > 0) strokes.set(key, stroke);
  }
  return [...strokes.values()];
}

function isSame(one: readonly [Pixel, Pixel], other: readonly [Pixel, Pixel]): boolean {
  return [0, 1].every((end) => {
    const [left, right] = [one[end], other[end]];
    return left && right && Math.hypot(left.x - right.x, left.y - right.y) < 0.5;
  });
}

function labelOf({ formula, segments }: Stroke, room: Room, notes: Notes): string {
  const longest = segments.toSorted((one, other) => lengthOf(other) - lengthOf(one));
  for (const text of [formula, notes.letterOf(formula)]) {
    for (const [from, to] of longest) {
      const place = room.along(from, to, widthOf(text, fontSize) + 6, fontSize + 4);
      if (!place) continue;
      if (text !== formula) notes.add(formula);
      const turn = `rotate(${rounded(place.angle)} ${rounded(place.x)} ${rounded(place.y)})`;
      const width = widthOf(text, fontSize);
      return element(
        'g',
        { transform: turn },
        element('rect', { class: 'label-ground', x: place.x - width / 2, y: place.y - 8, width, height: 16, rx: 3 }),
        textElement({ class: 'label', x: place.x, y: place.y + 4, 'text-anchor': 'middle' }, text),
      );
    }
  }
  return '';
}

function lengthOf([from, to]: readonly [Pixel, Pixel]): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Where lines may lie by the intervals of measured prefactors: under the lines, over the regions. */
export function drawBands({ bands }: Scene, frame: Frame): string {
  return bands
    .flatMap(({ kind, parts }) => parts.map((part) => ({ kind, part })))
    .map(({ kind, part }) => {
      const corners = part.map((place) => toPixel(frame, place));
      const points = corners.map(({ x, y }) => `${rounded(x)},${rounded(y)}`).join(' ');
      return element('polygon', { class: `band ${kind}-band`, points });
    })
    .join('');
}
