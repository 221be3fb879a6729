import type { Place, Scene } from './scene.js';

/** A place on the drawing, in pixels from its upper left corner. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** The part of the plane that is shown, in decimal logarithms. */
export interface View {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** Where the plane stands on the drawing, in pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly view: View;
}

/** The whole plane of a scene. */
export function wholeView({ x, y }: Scene): View {
  return { x: [x.from, x.to], y: [y.from, y.to] };
}

/** A place as a pixel. */
export function toPixel({ left, top, width, height, view }: Frame, [x, y]: Place): Pixel {
  return {
    x: left + ((x - view.x[0]) / (view.x[1] - view.x[0])) * width,
    y: top + height - ((y - view.y[0]) / (view.y[1] - view.y[0])) * height,
  };
}

/** A pixel as a place. */
export function toPlace({ left, top, width, height, view }: Frame, { x, y }: Pixel): Place {
  return [
    view.x[0] + ((x - left) / width) * (view.x[1] - view.x[0]),
    view.y[0] + ((top + height - y) / height) * (view.y[1] - view.y[0]),
  ];
}

/** Within which parts of a power of ten ticks stand when few powers are shown. */
const parts = [[1], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];

/** Where ticks stand in a span of decimal logarithms: at powers of ten, thinned to at most so many; closer up between them. */
export function ticks([from, to]: readonly [number, number], most = 8): number[] {
  if (to - from < 2) return fineTicks(from, to);
  const step = Math.max(1, Math.ceil((to - from) / most));
  const first = Math.ceil(from / step - 1e-9) * step;
  const all: number[] = [];
  for (let at = first; at <= to + 1e-9; at += step) all.push(at);
  return all;
}

function fineTicks(from: number, to: number): number[] {
  const among = parts.map((steps) => {
    const decades = Array.from(
      { length: Math.ceil(to) - Math.floor(from) + 1 },
      (_, index) => Math.floor(from) + index,
    );
    const all = decades.flatMap((decade) => steps.map((step) => decade + Math.log10(step)));
    return all.filter((at) => at >= from - 1e-9 && at <= to + 1e-9);
  });
  return among.find(({ length }) => length >= 3) ?? among.at(-1) ?? [];
}

/** The part of a segment within the frame; undefined when there is none. */
export function within(frame: Frame, from: Pixel, to: Pixel): readonly [Pixel, Pixel] | undefined {
  let [start, end] = [0, 1];
  const { left, top, width, height } = frame;
  const cut = (at: number, step: number, low: number, high: number): void => {
    if (step === 0) {
      if (at < low || at > high) end = -1;
      return;
    }
    const [one, other] = [(low - at) / step, (high - at) / step];
    start = Math.max(start, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  };
  cut(from.x, to.x - from.x, left, left + width);
  cut(from.y, to.y - from.y, top, top + height);
  if (start >= end) return undefined;
  const at = (part: number): Pixel => ({ x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) });
  return [at(start), at(end)];
}
