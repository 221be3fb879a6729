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
