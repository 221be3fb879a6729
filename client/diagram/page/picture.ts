import { toPlace, wholeView, type Frame, type View } from '../../../present/diagram/frame.js';
import type { Note } from '../../../present/diagram/labels.js';
import type { Place, Scene } from '../../../present/diagram/scene.js';
import { drawingOf, frameOf } from '../../../present/diagram/svg.js';
import { element } from '../../pages/page/elements.js';

/** What is drawn: a scene, the part of it that is shown, and whether with crossings. */
export interface Drawn {
  readonly scene: Scene;
  readonly view: View | undefined;
  readonly crossings: boolean;
}

/** The picture of a scene. It is drawn anew, as vectors, for every view and every width. */
export class Picture {
  readonly root = element('div', { class: 'drawing' });
  private drawn: Drawn | undefined;
  private markup = '';
  private marked: string | undefined;

  /** @param onDrawn gets the equations for which a letter stands in the picture */
  constructor(private readonly onDrawn: (notes: readonly Note[]) => void) {}

  /** Draws; what is the same already stays. */
  show(drawn: Drawn): void {
    this.drawn = drawn;
    this.draw();
  }

  /** Draws for the width that there is now. */
  draw(): void {
    if (!this.drawn) return;
    const { scene, crossings } = this.drawn;
    const { svg, notes } = drawingOf(scene, { ...this.options(), crossings, standalone: false });
    if (svg === this.markup) return;
    this.markup = svg;
    this.root.innerHTML = svg;
    this.mark(this.marked);
    this.onDrawn(notes);
  }

  /** Where the plane stands in the picture; undefined while there is none. */
  get frame(): Frame | undefined {
    return this.drawn && frameOf(this.drawn.scene, { ...this.options(), standalone: false });
  }

  /** The part of the plane that is shown. */
  get view(): View | undefined {
    return this.drawn && (this.drawn.view ?? wholeView(this.drawn.scene));
  }

  /** The place under the pointer. */
  placeAt({ clientX, clientY }: MouseEvent): Place | undefined {
    const { left, top } = this.root.getBoundingClientRect();
    return this.frame && toPlace(this.frame, { x: clientX - left, y: clientY - top });
  }

  /** Makes a region stand out, by its number, or none. */
  mark(key: string | undefined): void {
    this.marked = key;
    for (const region of this.root.querySelectorAll<SVGElement>('[data-region]')) {
      region.classList.toggle('marked', region.dataset['region'] === key);
    }
  }

  private options(): { width: number; height: number; view?: View } {
    // The margins of the drawing: names and ticks.
    const width = Math.max(96, this.root.clientWidth - 84);
    const height = Math.round(Math.min(width, Math.max(260, window.innerHeight * 0.62)));
    return { width, height, ...(this.drawn?.view && { view: this.drawn.view }) };
  }
}
