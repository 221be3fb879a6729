import './style.css';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { ResultsView } from './view.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const editor = acquireVsCodeApi();
const place = document.getElementById('results');
if (place) {
  const view = new ResultsView(place, (message) => editor.postMessage(message));
  // After a reload of the window the last known result stands there until the extension sends it afresh.
  const kept = editor.getState();
  if (kept?.result) view.show(kept.result);

  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    if (data.type === 'result') {
      editor.setState({ folder: data.folder, result: data.result });
      view.show(data.result);
    } else {
      editor.setState({ folder: data.folder });
      view.showMissing(data.folder);
    }
  });
  editor.postMessage({ type: 'ready' });
}
