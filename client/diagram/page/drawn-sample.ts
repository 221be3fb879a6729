import { element } from '../../pages/page/elements.js';

const height = 15;

/** A piece of a region as it is drawn. */
export function swatch(kind: number): HTMLElement {
  const box = `width="26" height="${height}"`;
  const fills = `<rect class="tint kind-${kind}" ${box}/><rect fill="url(#hatch-${kind})" ${box}/>`;
  return drawn(26, `${fills}<rect class="frame" ${box}/>`);
}

/** A piece of a line as it is drawn. */
export function lineSample(className: string, style = ''): HTMLElement {
  return drawn(34, `<line class="${className}" style="${style}" x1="0" x2="34" y1="8" y2="8"/>`);
}

/** The shade where the samples are too few. */
export function shade(): HTMLElement {
  return drawn(26, `<rect class="too-few" width="26" height="${height}"/>`);
}

/** The band in which a measured line may lie. */
export function bandSample(): HTMLElement {
  return drawn(26, `<rect class="band" width="26" height="${height}"/>`);
}

function drawn(width: number, markup: string): HTMLElement {
  const holder = element('span', { class: 'sample', 'aria-hidden': 'true' });
  holder.innerHTML = `<svg width="${width}" height="${height}">${markup}</svg>`;
  return holder;
}
