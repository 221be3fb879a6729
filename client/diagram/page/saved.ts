import { svgOf } from '../../../present/diagram/svg.js';
import type { FromPage } from '../messages.js';
import { pngOf } from './image.js';
import type { Drawn } from './picture.js';

/**
 * The message that has a picture saved.
 * @param drawn a scene, or a plot as PNG in base64
 * @throws Error when the browser cannot draw it
 */
export async function saved(kind: 'svg' | 'png', drawn: Drawn | string): Promise<FromPage> {
  if (typeof drawn === 'string') return { type: 'savePng', data: drawn };
  const { scene, view, crossings } = drawn;
  const svg = svgOf(scene, { crossings, ...(view && { view }) });
  return kind === 'svg' ? { type: 'saveSvg', svg } : { type: 'savePng', data: await pngOf(svg) };
}
