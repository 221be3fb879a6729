import { svgOf } from '../../../present/diagram/svg.js';
import type { FromPage } from '../messages.js';
import type { Drawn } from './picture.js';

/** How many pixels of a PNG there are to one of the drawing. */
const density = 2;

/**
 * An SVG document as a PNG, in base64.
 * @throws Error when the browser cannot draw it
 */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * density;
  canvas.height = image.naturalHeight * density;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}

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
