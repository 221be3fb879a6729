import '../../pages/page/style.css';
import './drawing.css';
import './style.css';
import { networkSvg } from '../../../present/network/svg.js';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: PageState): void };

useTexts();
const editor = acquireVsCodeApi();
const [notice, place] = [document.getElementById('notice'), document.getElementById('network')];
let current: number | null = null;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (!notice || !place) return;
  if (data.type === 'at') {
    current = data.part;
    mark(place, true);
    return;
  }
  editor.setState(data.state);
  notice.hidden = data.type === 'network';
  place.classList.toggle('stale', data.type === 'unavailable');
  if (data.type === 'unavailable') notice.textContent = data.message;
  else draw(place, data.picture);
});

place?.addEventListener('click', ({ target }) => choose(target));
place?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') choose(event.target);
  else if (event.key === 'ArrowDown') step(1);
  else if (event.key === 'ArrowUp') step(-1);
  else return;
  event.preventDefault();
});
editor.postMessage({ type: 'ready' });

/** Draws a network; the block that had the focus keeps it. */
function draw(into: HTMLElement, picture: Extract<ToPage, { type: 'network' }>['picture']): void {
  const focused = partOf(document.activeElement);
  into.innerHTML = networkSvg(picture, { standalone: false });
  const title = document.createElement('h1');
  title.textContent = picture.title;
  into.prepend(title);
  blocks()
    .find((block) => partOf(block) === focused)
    ?.focus();
  mark(into, false);
}

function mark(within: HTMLElement, reveals: boolean): void {
  for (const block of within.querySelectorAll<SVGElement>('.block')) {
    const isCurrent = current !== null && partOf(block) === current;
    if (isCurrent) block.setAttribute('aria-current', 'true');
    else block.removeAttribute('aria-current');
    if (isCurrent && reveals) block.scrollIntoView({ block: 'nearest' });
  }
}

function choose(target: EventTarget | null): void {
  const part = target instanceof Element ? partOf(target.closest('.block')) : undefined;
  if (part !== undefined) editor.postMessage({ type: 'choose', part });
}

function step(by: number): void {
  const all = blocks();
  const at = all.findIndex((block) => block === document.activeElement);
  all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
}

function blocks(): SVGElement[] {
  return [...document.querySelectorAll<SVGElement>('.block')];
}

function partOf(element: Element | null): number | undefined {
  const part = element?.getAttribute('data-part');
  return part === null || part === undefined ? undefined : Number(part);
}
