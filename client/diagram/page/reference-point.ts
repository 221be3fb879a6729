import { t } from '@vscode/l10n';
import { toPixel, toPlace, type Frame } from '../../../present/diagram/frame.js';
import type { Place } from '../../../present/diagram/scene.js';
import { element } from '../../pages/page/elements.js';

/** What the reference point does. */
export interface PointMoves {
  /** It is dragged to a place, which has not been let go. */
  readonly drag: (place: Place) => void;
  /** It was let go. */
  readonly drop: () => void;
  /** The arrow keys move it by steps. */
  readonly step: (across: number, up: number) => void;
  /** Back to where the file has it. */
  readonly reset: () => void;
}

/** The ring in the picture: dragged by the pointer, moved by the arrow keys. */
export class ReferencePoint {
  readonly root = element('div', {
    class: 'point',
    tabindex: '0',
    role: 'slider',
    'aria-label': t('Reference point'),
    'aria-roledescription': t('movable point'),
    'aria-description': t('Arrow keys move it, with Shift ten times as far, Home brings it back.'),
  });
  private place: Place | undefined;
  private isDragged = false;

  /**
   * @param frame where the plane stands now
   * @param isUpright whether it can be moved up and down
   */
  constructor(
    private readonly frame: () => Frame | undefined,
    private readonly isUpright: () => boolean,
    private readonly moves: PointMoves,
  ) {
    this.root.addEventListener('pointerdown', (event) => this.start(event));
    this.root.addEventListener('pointermove', (event) => this.follow(event));
    this.root.addEventListener('pointerup', () => this.end());
    this.root.addEventListener('pointercancel', () => this.end());
    this.root.addEventListener('keydown', (event) => this.press(event));
  }

  /** Shows where it is. While it is dragged the hand knows better. */
  show(place: Place, text: string): void {
    if (!this.isDragged) this.place = place;
    this.root.setAttribute('aria-valuenow', String(place[0]));
    this.root.setAttribute('aria-valuetext', text);
    this.put();
  }

  /** Puts it where its place is in the picture now; at the edge when the place is beyond. */
  put(): void {
    const frame = this.frame();
    this.root.hidden = !frame || !this.place;
    if (!frame || !this.place) return;
    const { view, left, top, width, height } = frame;
    this.root.setAttribute('aria-valuemin', String(view.x[0]));
    this.root.setAttribute('aria-valuemax', String(view.x[1]));
    const { x, y } = toPixel(frame, this.place);
    const [shownX, shownY] = [clamp(x, left, left + width), clamp(y, top, top + height)];
    this.root.classList.toggle('beyond', Math.hypot(shownX - x, shownY - y) > 1);
    this.root.style.transform = `translate(${shownX}px, ${shownY}px)`;
  }

  private start(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.isDragged = true;
    this.root.setPointerCapture(event.pointerId);
    this.root.classList.add('dragged');
    // The picture behind it is not moved along.
    event.stopPropagation();
  }

  private follow(event: PointerEvent): void {
    const frame = this.frame();
    const box = this.root.parentElement?.getBoundingClientRect();
    if (!this.isDragged || !frame || !box) return;
    const { view } = frame;
    const [x, y] = toPlace(frame, { x: event.clientX - box.left, y: event.clientY - box.top });
    const within: Place = [clamp(x, ...view.x), this.isUpright() ? clamp(y, ...view.y) : (this.place?.[1] ?? y)];
    this.place = within;
    this.put();
    this.moves.drag(within);
  }

  private end(): void {
    if (!this.isDragged) return;
    this.isDragged = false;
    this.root.classList.remove('dragged');
    this.moves.drop();
  }

  private press(event: KeyboardEvent): void {
    const far = event.shiftKey ? 10 : 1;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [far, 0],
      ArrowLeft: [-far, 0],
      ArrowUp: [0, far],
      ArrowDown: [0, -far],
    };
    const step = steps[event.key];
    if (step) this.moves.step(...step);
    else if (event.key === 'Home') this.moves.reset();
    else return;
    event.preventDefault();
  }
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
