import '../../pages/page/style.css';
import './style.css';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: PageState): void };

useTexts();
const editor = acquireVsCodeApi();
const [notice, content] = [document.getElementById('notice'), document.getElementById('explanation')];

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (!notice || !content) return;
  editor.setState(data.state);
  notice.hidden = data.type === 'explanation';
  content.classList.toggle('stale', data.type === 'unavailable');
  if (data.type === 'unavailable') notice.textContent = data.message;
  // Replaced only when it differs, so that the place of reading and a selection stay.
  else if (content.dataset['html'] !== data.html) {
    content.innerHTML = data.html;
    content.dataset['html'] = data.html;
  }
});
editor.postMessage({ type: 'ready' });
