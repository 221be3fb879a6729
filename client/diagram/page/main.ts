import '../../pages/page/style.css';
import './style.css';
import './drawing.css';
import { lineStyle } from '../../../present/diagram/style.js';
import { element } from '../../pages/page/elements.js';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { DiagramView } from './view.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

useTexts();
const editor = acquireVsCodeApi();
const place = document.getElementById('diagram');
if (place) {
  // Lines are told apart by width and dashes, the same in every drawing.
  document.head.append(element('style', {}, lineStyle.join('\n')));
  // After a reload of the window the last known picture stands there until the extension sends it afresh.
  const view = new DiagramView(
    place,
    {
      send: (message) => editor.postMessage(message),
      keep: (state) => editor.setState(state),
    },
    editor.getState(),
  );
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => view.receive(data));
}
