import '../../pages/page/style.css';
import '../../network/page/drawing.css';
import './style.css';
import { networkSvg } from '../../../present/network/svg.js';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: PageState): void };

useTexts();
const editor = acquireVsCodeApi();
/** What is shown, and the headings of what was unfolded. */
let shown = '';
const unfolded = new Set<string>();
const [notice, content] = [document.getElementById('notice'), document.getElementById('explanation')];

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (!notice || !content) return;
  editor.setState(data.state);
  notice.hidden = data.type === 'explanation';
  content.classList.toggle('stale', data.type === 'unavailable');
  if (data.type === 'unavailable') notice.textContent = data.message;
  // Replaced only when it differs, so that the place of reading and a selection stay.
  else {
    const drawn = data.picture ? networkSvg(data.picture, { standalone: false, choosable: false }) : '';
    const next = data.html + drawn;
    if (shown === next) return;
    shown = next;
    content.innerHTML = data.html;
    fold(content, drawn);
  }
});
editor.postMessage({ type: 'ready' });

/** Puts the picture below the result, and folds every later part under its heading; what was unfolded stays so. */
function fold(page: HTMLElement, drawing: string): void {
  const [result, ...others] = page.querySelectorAll('h2');
  for (const heading of others) {
    const part = document.createElement('details');
    const summary = document.createElement('summary');
    const title = heading.textContent;
    part.open = unfolded.has(title);
    part.addEventListener('toggle', () => (part.open ? unfolded.add(title) : unfolded.delete(title)));
    heading.before(part);
    summary.append(heading);
    part.append(summary);
    while (part.nextSibling && part.nextSibling.nodeName !== 'H2') part.append(part.nextSibling);
  }
  if (drawing === '' || !result) return;
  const figure = document.createElement('figure');
  figure.innerHTML = drawing;
  result.after(figure);
}
