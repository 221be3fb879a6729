import markdownIt from 'markdown-it';
import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { csvOf } from '../client/curve/chart-data.js';
import type * as curve from '../client/curve/messages.js';
import type * as diagram from '../client/diagram/messages.js';
import type * as explanation from '../client/explanation/messages.js';
import type { Sizes } from '../protocol/diagram.js';
import type { CurveAnswer } from '../protocol/learning-curve.js';
import { ask } from '../protocol/connection.js';
import {
  diagramRequest,
  explainRequest,
  networkRequest,
  learningCurveRequest,
  predictAtRequest,
} from '../protocol/requests.js';
import type { EditedText } from './edited-text.js';
import { textAddress } from './files.js';
import { PageFrame } from './frame.js';
import type { Panel } from './panel.js';

// Without raw HTML: a text can come from somebody's link.
const markdown = markdownIt({ html: false });

const subjectOf = (study: string) => ({ uri: textAddress, study });

/** A picture, table or report that a page offers, as a download. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The bytes of a PNG that a page sends as base64. */
export const pngOf = (data: string): Blob =>
  new Blob([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], { type: 'image/png' });

const missing = (study: string): string =>
  `There is no prediction for ${study} at the moment: its study has errors or is gone.`;

/** The derivation of a prediction. */
export function explanationPanel(server: MessageConnection): Panel {
  const frame = new PageFrame<explanation.ToPage, explanation.FromPage>('explanation', 'Derivation', () => undefined);
  return {
    title: 'Why',
    content: frame.element,
    show: async (study) => {
      const state = subjectOf(study);
      const [found, network] = await Promise.all([
        ask(server, explainRequest, state),
        ask(server, networkRequest, state),
      ]);
      if (!found) frame.post({ type: 'unavailable', message: missing(study), state });
      else
        frame.post({
          type: 'explanation',
          title: found.title,
          html: markdown.render(found.markdown),
          picture: network?.picture ?? null,
          state,
        });
    },
  };
}

/** The learning curves of a study. */
export function curvePanel(server: MessageConnection): Panel {
  let current = '';
  let shown: CurveAnswer | null = null;
  const frame = new PageFrame<curve.ToPage, curve.FromPage>('curve', 'Learning curve', (message) => {
    if (message.type === 'savePng') download(`${current}-curve.png`, pngOf(message.data));
    if (message.type === 'saveCsv' && shown) download(`${current}-curve.csv`, new Blob([csvOf(shown, [])]));
  });
  return {
    title: 'Curve',
    content: frame.element,
    show: async (study) => {
      current = study;
      const state = subjectOf(study);
      const question = { ...state, measured: [] };
      shown = await ask(server, learningCurveRequest, question);
      if (shown) frame.post({ type: 'curve', curve: shown, measured: [], state });
      else frame.post({ type: 'unavailable', message: missing(study), state });
    },
  };
}

/** The phase diagram of a study; its sizes can be written into the text. */
export function diagramPanel(server: MessageConnection, edited: EditedText): Panel {
  let asked: Extract<diagram.FromPage, { type: 'ask' }> | undefined;
  let current = '';
  const answer = async (): Promise<void> => {
    if (!asked || current === '') return;
    const { number, chosen } = asked;
    const subject = subjectOf(current);
    const found = await ask(server, diagramRequest, { ...chosen, ...subject });
    if (subject.study === current) frame.post({ type: 'answer', number, subject, answer: found });
  };
  const write = async (sizes: Sizes): Promise<void> =>
    frame.post({ type: 'written', message: await edited.writeSizes(current, sizes) });
  const frame = new PageFrame<diagram.ToPage, diagram.FromPage>('diagram', 'Phase diagram', (message) => {
    if (message.type === 'ask') {
      asked = message;
      void answer();
    } else if (message.type === 'askPoint') {
      const question = { ...message.chosen, ...subjectOf(current) };
      void ask(server, predictAtRequest, question).then((point) => {
        frame.post({ type: 'point', number: message.number, point });
      });
    } else if (message.type === 'savePng') download(`${current}-diagram.png`, pngOf(message.data));
    else if (message.type === 'saveSvg') download(`${current}-diagram.svg`, new Blob([message.svg]));
    else if (message.type === 'showStudy') void edited.showStudy(current);
    else void write(message.sizes);
  });
  return {
    title: 'Diagram',
    content: frame.element,
    show: (study) => {
      current = study;
      void answer();
    },
  };
}
