import type { View } from '../../../present/diagram/frame.js';
import type { Place } from '../../../present/diagram/scene.js';
import { panned, zoomed } from '../zoom.js';

/** What zooming needs to know of the picture, and where it leads. */
export interface Zoomable {
  /** The part that is shown now. */
  readonly view: () => View | undefined;
  readonly placeAt: (event: MouseEvent) => Place | undefined;
  /** Shows another part; undefined: all. */
  readonly show: (view: View | undefined) => void;
}

/** By how much a key or a button zooms. */
const keyFactor = 0.7;

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Scrolling zooms, dragging moves; by the keyboard + - and 0 zoom, and arrows move. */
export class Zooming {
  private from: { readonly view: View; readonly event: PointerEvent } | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly picture: Zoomable,
  ) {
    root.addEventListener('wheel', (event) => this.scroll(event), { passive: false });
    root.addEventListener('pointerdown', (event) => this.grasp(event));
    root.addEventListener('pointermove', (event) => this.move(event));
    for (const type of ['pointerup', 'pointercancel'] as const) root.addEventListener(type, () => this.release());
    root.addEventListener('keydown', (event) => this.press(event));
  }

  /** Closer to the middle. */
  closer(): void {
    this.aboutMiddle(keyFactor);
  }

  /** Farther from the middle. */
  farther(): void {
    this.aboutMiddle(1 / keyFactor);
  }

  private aboutMiddle(factor: number): void {
    const view = this.picture.view();
    if (!view) return;
    const middle: Place = [(view.x[0] + view.x[1]) / 2, (view.y[0] + view.y[1]) / 2];
    this.picture.show(zoomed(view, middle, factor));
  }

  private scroll(event: WheelEvent): void {
    const [view, at] = [this.picture.view(), this.picture.placeAt(event)];
    if (!view || !at || event.deltaY === 0) return;
    event.preventDefault();
    // A notch of a wheel is about 100 pixels, or 3 lines.
    const notches = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / 100 : event.deltaY / 3;
    this.picture.show(zoomed(view, at, 1.25 ** Math.max(-3, Math.min(3, notches))));
  }

  private grasp(event: PointerEvent): void {
    const view = this.picture.view();
    if (event.button !== 0 || !view) return;
    this.from = { view, event };
    this.root.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    if (!this.from) return;
    const [start, now] = [this.picture.placeAt(this.from.event), this.picture.placeAt(event)];
    const view = this.picture.view();
    if (!start || !now || !view) return;
    // Both places are taken in the view of now, so that their difference is a distance on the screen.
    this.picture.show(panned(this.from.view, [start[0] - now[0], start[1] - now[1]]));
    this.root.classList.add('moved');
  }

  private release(): void {
    this.from = undefined;
    this.root.classList.remove('moved');
  }

  /** Arrow keys move what is shown by a tenth of it. */
  private pan(key: string): boolean {
    const [across, up] = steps[key] ?? [0, 0];
    const view = this.picture.view();
    if (!view || (across === 0 && up === 0)) return false;
    this.picture.show(panned(view, [(across * (view.x[1] - view.x[0])) / 10, (up * (view.y[1] - view.y[0])) / 10]));
    return true;
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') this.closer();
    else if (event.key === '-') this.farther();
    else if (event.key === '0') this.picture.show(undefined);
    else if (event.target !== this.root || !this.pan(event.key)) return;
    event.preventDefault();
  }
}
