import '../../pages/page/style.css';
import './style.css';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { ComparisonView } from './view.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const editor = acquireVsCodeApi();
const place = document.getElementById('comparison');
if (place) {
  const view = new ComparisonView(
    place,
    editor.getState(),
    (message) => editor.postMessage(message),
    (state) => editor.setState(state),
  );
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    if (data.type === 'comparison') view.show(data.comparison, data.files, data.scope);
    else view.markStale();
  });
  editor.postMessage({ type: 'ready' });
}
