import '../../pages/page/style.css';
import './style.css';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { ComparisonView } from './view.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

useTexts();
const editor = acquireVsCodeApi();
const [notice, place] = [document.getElementById('notice'), document.getElementById('comparison')];
if (notice && place) {
  const view = new ComparisonView(
    place,
    editor.getState(),
    (message) => editor.postMessage(message),
    (state) => editor.setState(state),
  );
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    notice.hidden = data.type === 'comparison';
    place.classList.toggle('stale', data.type === 'unavailable');
    if (data.type === 'comparison') view.show(data.comparison, data.files, data.scope);
    else notice.textContent = data.message;
  });
  editor.postMessage({ type: 'ready' });
}
