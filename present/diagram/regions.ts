import { toPixel, type Frame, type Pixel } from './frame.js';
import { kindOfRegion } from './style.js';
import { element, rounded, textElement } from './markup.js';
import { widthOf, type Room } from './labels.js';
import type { Place, Scene, SceneRegion } from './scene.js';

const fontSize = 12;
const lineHeight = 15;

/** The regions, tinted and hatched. */
export function drawRegions(scene: Scene, frame: Frame): string {
  const fills = scene.regions.map((region) => {
    const kind = kindOfRegion(region);
    const d = pathOf(frame, region.outline);
    const shared = { d, 'fill-rule': 'evenodd' };
    return (
      element('path', { ...shared, class: `tint kind-${kind}`, 'data-region': region.key }) +
      element('path', { ...shared, fill: `url(#hatch-${kind})` })
    );
  });
  return fills.join('');
}

/** The numbers of the regions and, where they fit, their names. */
export function regionLabels({ regions }: Scene, frame: Frame, room: Room): string {
  return regions.map((region) => regionLabel(region, frame, room)).join('');
}

/** A shade over all of the plane in which the samples are below P*, and a lighter one where they are between P* and a small error. */
export function drawTooFew({ learnable, x, y }: Scene, frame: Frame): string {
  if (!learnable) return '';
  const plane: Place[] = [
    [x.from, y.from],
    [x.to, y.from],
    [x.to, y.to],
    [x.from, y.to],
  ];
  const { outline, between } = learnable;
  const shade = (className: string, rings: readonly (readonly Place[])[]): string =>
    element('path', { class: className, d: pathOf(frame, rings), 'fill-rule': 'evenodd' });
  // The band lies beside the part above it: the rest of the plane, below P*, is the plane without both.
  const tooFew = shade('too-few', [plane, ...outline, ...between.outline]);
  return between.outline.length > 0 ? tooFew + shade('between', between.outline) : tooFew;
}

/** Rings as the data of a path. */
function pathOf(frame: Frame, rings: readonly (readonly Place[])[]): string {
  return rings
    .map((ring) => {
      const corners = ring.map((place) => {
        const { x, y } = toPixel(frame, place);
        return `${rounded(x)} ${rounded(y)}`;
      });
      return `M${corners.join('L')}Z`;
    })
    .join('');
}

function regionLabel(region: SceneRegion, frame: Frame, room: Room): string {
  const [first = '', ...others] = region.pattern.split(', ');
  const names = others.length > 2 ? [region.pattern] : [first + (others.length > 0 ? ',' : ''), others.join(', ')];
  const title = [`${region.key}  ${names[0] ?? ''}`, ...names.slice(1)].filter(Boolean);
  for (const isFull of [true, false]) {
    for (const { polygon, energy } of region.parts) {
      // The energy is that of the part in which it stands.
      const lines = isFull ? [...title, `E = ${energy.formula}`] : [region.key];
      const width = Math.max(...lines.map((line) => widthOf(line, fontSize))) + 8;
      const height = lines.length * lineHeight + 4;
      const shown = polygon.map((place) => toPixel(frame, place));
      const middle = labelPlaces(shown, frame).find(
        (place) => fits(shown, place, width, height, frame) && room.take({ ...place, angle: 0 }, width, height),
      );
      if (middle) return labelAt(middle, lines, width);
    }
  }
  return '';
}

function labelAt({ x, y }: Pixel, lines: readonly string[], width: number): string {
  const height = lines.length * lineHeight + 2;
  const box = { x: x - width / 2, y: y - height / 2, width, height, rx: 3 };
  return (
    element('rect', { class: 'label-ground', ...box }) +
    lines
      .map((line, index) =>
        textElement(
          {
            class: index === 0 ? 'label strong' : 'label',
            x,
            y: y + (index - (lines.length - 1) / 2) * lineHeight + 4,
            'text-anchor': 'middle',
          },
          line,
        ),
      )
      .join('')
  );
}

/** Where a label may stand in a polygon: its middle, and between its middle and its corners. */
function labelPlaces(polygon: readonly Pixel[], { left, top, width, height }: Frame): Pixel[] {
  const clamped = polygon.map(({ x, y }) => ({
    x: Math.min(left + width, Math.max(left, x)),
    y: Math.min(top + height, Math.max(top, y)),
  }));
  const middle = {
    x: clamped.reduce((sum, { x }) => sum + x, 0) / clamped.length,
    y: clamped.reduce((sum, { y }) => sum + y, 0) / clamped.length,
  };
  const between = [0.25, 0.5].flatMap((part) =>
    clamped.map(({ x, y }) => ({ x: middle.x + part * (x - middle.x), y: middle.y + part * (y - middle.y) })),
  );
  return [middle, ...between];
}

/** Whether a box around a place lies within a convex polygon and the frame. */
function fits(polygon: readonly Pixel[], { x, y }: Pixel, width: number, height: number, frame: Frame): boolean {
  const corners = [-1, 1].flatMap((across) =>
    [-1, 1].map((down) => ({ x: x + (across * width) / 2, y: y + (down * height) / 2 })),
  );
  return corners.every(
    (corner) =>
      corner.x > frame.left &&
      corner.x < frame.left + frame.width &&
      corner.y > frame.top &&
      corner.y < frame.top + frame.height &&
      isInside(polygon, corner),
  );
}

function isInside(polygon: readonly Pixel[], { x, y }: Pixel): boolean {
  const turns = polygon.map((from, index) => {
    const to = polygon[(index + 1) % polygon.length] ?? from;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
  });
  return turns.every((turn) => turn <= 0) || turns.every((turn) => turn >= 0);
}
