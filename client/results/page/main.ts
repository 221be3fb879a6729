import { t } from '@vscode/l10n';
import '../../pages/page/style.css';
import './style.css';
import { named } from '../../../present/report/comparison.js';
import type { FromPage, PageState, ToPage } from '../messages.js';
import { ComparisonView } from './comparison.js';
import { element, setText } from '../../pages/page/elements.js';
import { ResultsView } from './view.js';
import { useTexts } from '../../pages/page/texts.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

useTexts();
const editor = acquireVsCodeApi();
const place = document.getElementById('results');
if (place) {
  const missing = element('p', { class: 'missing' });
  let one: ResultsView | undefined;
  let several: ComparisonView | undefined;
  const put = (root: HTMLElement): void => {
    if (place.firstElementChild !== root) place.replaceChildren(root);
  };

  const show = ({ folders, results, isRunning, canCalibrate }: PageState): void => {
    const [first, ...others] = results;
    if (!first) {
      put(missing);
      setText(
        missing,
        isRunning
          ? t('The run is being planned: its first result is shown here as soon as it is measured.')
          : t`No result is kept in ${folders.join(', ')}: it was deleted, or the run ended before its first point.`,
      );
    } else if (others.length === 0) {
      one ??= new ResultsView((message) => editor.postMessage(message));
      put(one.root);
      one.show(first, { isRunning, canCalibrate });
    } else {
      several ??= new ComparisonView();
      put(several.root);
      several.show(named(results));
    }
  };

  // After a reload of the window the last known results stand there until the extension sends them afresh.
  const kept = editor.getState();
  if (kept && kept.results.length > 0) show(kept);
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    editor.setState(data);
    show(data);
  });
  editor.postMessage({ type: 'ready' });
}
