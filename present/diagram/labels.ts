import type { Pixel } from './frame.js';
import type { Scene } from './scene.js';

/** An equation for which there was no room on its line: a letter stands there. */
export interface Note {
  readonly letter: string;
  readonly formula: string;
}

/** The letters of a drawing. None is the name of a size. */
export class Notes {
  readonly all: Note[] = [];
  private readonly letters: string[];

  constructor({ x, y, held }: Scene) {
    const names = [x, y, ...held].map(({ name }) => name);
    this.letters = [...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => !names.includes(letter));
  }

  /** The letter that stands for an equation, or would. */
  letterOf(formula: string): string {
    return this.all.find((note) => note.formula === formula)?.letter ?? this.letterAt(this.all.length);
  }

  /** Notes that the letter stands on the drawing. */
  add(formula: string): void {
    if (!this.all.some((note) => note.formula === formula)) this.all.push({ letter: this.letterOf(formula), formula });
  }

  /** a, b, ..., z, then aa, ab, ... */
  private letterAt(index: number): string {
    const count = this.letters.length;
    const last = this.letters[index % count] ?? 'a';
    return index < count ? last : this.letterAt(Math.floor(index / count) - 1) + last;
  }
}

/** A text's place: its middle, and its turn in degrees. */
export interface Placed extends Pixel {
  readonly angle: number;
}

/** How wide a letter is taken to be, as a part of the font size. */
const letter = 0.56;

/** How wide a text is, about. */
export function widthOf(text: string, size: number): number {
  return [...text].length * letter * size;
}

/** Finds room for texts, one after the other: none lies over another. */
export class Room {
  private readonly taken: (readonly Pixel[])[] = [];

  /** Takes a box if it is free. */
  take({ x, y, angle }: Placed, width: number, height: number): boolean {
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const corners = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(([across = 0, down = 0]) => ({
      x: x + (across * width * cos - down * height * sin) / 2,
      y: y + (across * width * sin + down * height * cos) / 2,
    }));
    if (this.taken.some((other) => overlap(corners, other))) return false;
    this.taken.push(corners);
    return true;
  }

  /** A place for a text along a segment, on the line, where there is room. */
  along(from: Pixel, to: Pixel, width: number, height: number): Placed | undefined {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length < width + 8) return undefined;
    const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    const angle = turn > 90 ? turn - 180 : turn <= -90 ? turn + 180 : turn;
    const margin = (width / 2 + 4) / length;
    for (const part of [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9]) {
      const at = Math.min(1 - margin, Math.max(margin, part));
      const place = { x: from.x + at * (to.x - from.x), y: from.y + at * (to.y - from.y), angle };
      if (this.take(place, width, height)) return place;
    }
    return undefined;
  }
}

/** Whether two convex polygons overlap: no side of either separates them. */
function overlap(one: readonly Pixel[], other: readonly Pixel[]): boolean {
  return [one, other].every((polygon) =>
    polygon.every((corner, index) => {
      const next = polygon[(index + 1) % polygon.length] ?? corner;
      const [across, down] = [next.y - corner.y, corner.x - next.x];
      const span = (points: readonly Pixel[]): [number, number] => {
        const values = points.map(({ x, y }) => x * across + y * down);
        return [Math.min(...values), Math.max(...values)];
      };
      const [[low, high], [least, most]] = [span(one), span(other)];
      return low < most && least < high;
    }),
  );
}
