import '../../pages/page/style.css';
import './style.css';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { CurveView } from './view.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: PageState): void };

useTexts();
const editor = acquireVsCodeApi();
const [notice, place] = [document.getElementById('notice'), document.getElementById('curve')];
if (notice && place) {
  const view = new CurveView(place, (message) => editor.postMessage(message));
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    editor.setState(data.state);
    notice.hidden = data.type === 'curve';
    place.classList.toggle('stale', data.type === 'unavailable');
    if (data.type === 'curve') view.show(data.curve, data.measured);
    else notice.textContent = data.message;
  });
  editor.postMessage({ type: 'ready' });
}
