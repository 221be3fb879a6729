import { axes } from './axes.js';
import { toPixel, wholeView, type Frame, type View } from './frame.js';
import { legend, legendHeight } from './legend.js';
import { drawBands, drawBorders, drawCrossings } from './lines.js';
import { element, escaped, textElement } from './markup.js';
import { Notes, Room, type Note } from './labels.js';
import { drawRegions, drawTooFew, regionLabels } from './regions.js';
import type { Scene } from './scene.js';
import { hatchDefinitions, standaloneStyle } from './style.js';
import { descriptionOf, titleOf } from './wording.js';

export interface SvgOptions {
  /** Of the plane itself, in pixels. Default 560 by 520. */
  readonly width?: number;
  readonly height?: number;
  /** The part of the plane that is shown. Default: all of it. */
  readonly view?: View;
  /** Whether the crossings of the winner are drawn. Default true. */
  readonly crossings?: boolean;
  /**
   * True for a drawing with its own style, title and legend, as it stands in a file; false for one in a page that has them.
   * Default true.
   */
  readonly standalone?: boolean;
}

/** Where the plane stands on a drawing. */
export function frameOf(scene: Scene, options: SvgOptions = {}): Frame {
  const standalone = options.standalone ?? true;
  return {
    left: 68,
    top: standalone ? 44 : 12,
    width: options.width ?? 560,
    height: options.height ?? 520,
    view: options.view ?? wholeView(scene),
  };
}

/** A drawing, and the equations for which a letter stands on it. */
export interface Drawing {
  readonly svg: string;
  readonly notes: readonly Note[];
}

/** A phase diagram as an SVG document: regions by hatch and number, lines by dashes and equation, nothing by colour alone. */
export function svgOf(scene: Scene, options: SvgOptions = {}): string {
  return drawingOf(scene, options).svg;
}

/** The same with the letters on it, for whoever writes a legend of their own. */
export function drawingOf(scene: Scene, options: SvgOptions = {}): Drawing {
  const standalone = options.standalone ?? true;
  const frame = frameOf(scene, options);
  const room = new Room();
  const point = toPixel(frame, [scene.x.reference, scene.y.reference]);
  room.take({ ...point, angle: 0 }, 22, 22);
  const notes = new Notes(scene);
  // Who comes first finds room: borders, then the names of regions, then crossings.
  const borders = drawBorders(scene, frame, room, notes);
  const names = regionLabels(scene, frame, room);
  const crossings = options.crossings === false ? undefined : drawCrossings(scene, frame, room, notes);
  const legendWidth = 330;
  const width = frame.left + frame.width + (standalone ? 24 + legendWidth : 16);
  const below = frame.top + frame.height + 52;
  const height = standalone ? Math.max(below, frame.top + legendHeight(scene, notes.all) + 16) : below;
  const clip = element('clipPath', { id: 'plane' }, rectangle(frame, undefined));
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': 'diagram-title diagram-description',
    },
    element('title', { id: 'diagram-title' }, escaped(titleOf(scene))),
    element('desc', { id: 'diagram-description' }, escaped(descriptionOf(scene))),
    ...(standalone ? [element('style', {}, standaloneStyle())] : []),
    hatchDefinitions(),
    element('defs', {}, clip),
    ...(standalone
      ? [
          element('rect', { class: 'ground', width, height }),
          textElement({ class: 'title', x: frame.left, y: 26 }, titleOf(scene)),
        ]
      : []),
    element(
      'g',
      { 'clip-path': 'url(#plane)' },
      drawRegions(scene, frame),
      drawTooFew(scene, frame),
      drawBands(scene, frame),
      crossings?.strokes ?? '',
      borders.strokes,
      crossings?.labels ?? '',
      names,
      borders.labels,
    ),
    axes(scene, frame),
    ...(standalone ? [marker(point)] : []),
    ...(standalone ? [legend(scene, notes.all, frame.left + frame.width + 24, frame.top)] : []),
  );
  return { svg, notes: notes.all };
}

function marker({ x, y }: { readonly x: number; readonly y: number }): string {
  return (
    element('circle', { class: 'point', cx: x, cy: y, r: 7 }) +
    element('circle', { class: 'point-core', cx: x, cy: y, r: 2.5 })
  );
}

function rectangle({ left, top, width, height }: Frame, className: string | undefined): string {
  return element('rect', { class: className, x: left, y: top, width, height });
}
