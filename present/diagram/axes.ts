import { ticks, toPixel, type Frame } from './frame.js';
import { element, textElement } from './markup.js';
import type { Scene } from './scene.js';
import { numberText, superscript } from '../numbers.js';

/** `10⁶`, and between powers of ten the number itself. */
export function tickText(exponent: number): string {
  if (!Number.isInteger(exponent)) return numberText(10 ** exponent);
  return `10${superscript(exponent)}`;
}

/** The frame with its ticks at powers of ten, and the names of the two sizes. */
export function axes({ x, y }: Scene, frame: Frame): string {
  const { left, top, width, height, view } = frame;
  const bottom = top + height;
  // The names of powers of ten must not run into each other.
  const across = ticks(view.x, Math.min(8, width / 30)).map((at) => {
    const pixel = toPixel(frame, [at, view.y[0]]);
    return (
      element('line', { class: 'tick', x1: pixel.x, x2: pixel.x, y1: bottom, y2: bottom + 5 }) +
      textElement({ x: pixel.x, y: bottom + 20, 'text-anchor': 'middle' }, tickText(at))
    );
  });
  const up = ticks(view.y).map((at) => {
    const pixel = toPixel(frame, [view.x[0], at]);
    return (
      element('line', { class: 'tick', x1: left - 5, x2: left, y1: pixel.y, y2: pixel.y }) +
      textElement({ x: left - 9, y: pixel.y + 4, 'text-anchor': 'end' }, tickText(at))
    );
  });
  const middle = top + height / 2;
  return [
    ...across,
    ...up,
    element('rect', { class: 'frame', x: left, y: top, width, height }),
    textElement({ class: 'strong', x: left + width / 2, y: bottom + 40, 'text-anchor': 'middle' }, x.name),
    textElement(
      { class: 'strong', x: 16, y: middle, 'text-anchor': 'middle', transform: `rotate(-90 16 ${middle})` },
      y.name,
    ),
  ].join('');
}
