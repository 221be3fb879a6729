import type { View } from '../../present/diagram/frame.js';
import type { Place } from '../../present/diagram/scene.js';

type Span = View['x'];

/** Decades that are shown at least and at most. */
const [narrowest, widest] = [0.2, 30];

/**
 * A view closer to a place, or farther from it; the place stays where it is on the screen.
 * @param factor of the decades shown: below 1 is closer
 */
export function zoomed({ x, y }: View, [atX, atY]: Place, factor: number): View {
  const allowed = (span: Span): number => {
    const width = span[1] - span[0];
    return Math.min(widest, Math.max(narrowest, width * factor)) / width;
  };
  const about = (span: Span, at: number, by: number): Span =>
    withoutPartsOfOne([at + (span[0] - at) * by, at + (span[1] - at) * by]);
  const by = factor < 1 ? Math.max(allowed(x), allowed(y)) : Math.min(allowed(x), allowed(y));
  return { x: about(x, atX, by), y: about(y, atY, by) };
}

/** A view moved by decades. */
export function panned({ x, y }: View, [byX, byY]: Place): View {
  const moved = (span: Span, by: number): Span => withoutPartsOfOne([span[0] + by, span[1] + by]);
  return { x: moved(x, byX), y: moved(y, byY) };
}

/** A view moved as little as it takes to show a place. */
export function showing(view: View, [atX, atY]: Place): View {
  const missing = ([from, to]: Span, at: number): number => Math.min(0, at - from) + Math.max(0, at - to);
  return panned(view, [missing(view.x, atX), missing(view.y, atY)]);
}

/** Sizes below 1 mean nothing: a span that would begin there is moved up. */
function withoutPartsOfOne([from, to]: Span): Span {
  return from < 0 ? [0, to - from] : [from, to];
}
