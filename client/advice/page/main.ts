import '../../pages/page/style.css';
import '../../explanation/page/style.css';
import './style.css';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: PageState): void };

useTexts();
const editor = acquireVsCodeApi();
const [content, apply, outcome] = ['advice', 'apply', 'outcome'].map((id) => document.getElementById(id));

apply?.addEventListener('click', () => editor.postMessage({ type: 'apply' }));
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (!content || !apply || !outcome) return;
  editor.setState(data.state);
  if (content.dataset['html'] !== data.html) {
    content.innerHTML = data.html;
    content.dataset['html'] = data.html;
  }
  apply.hidden = !data.canApply;
  outcome.textContent = data.outcome ?? '';
});
editor.postMessage({ type: 'ready' });
