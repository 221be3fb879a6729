import { toPixel, type Frame } from './frame.js';
import { element, rounded } from './markup.js';
import type { Scene } from './scene.js';

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
