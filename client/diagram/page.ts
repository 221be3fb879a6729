import { t } from '@vscode/l10n';
import { CancellationTokenSource, commands, Disposable, Uri, type WebviewPanel, workspace } from 'vscode';
import { clientCommands } from '../../protocol/commands.js';
import type { DiagramAnswer, Sizes } from '../../protocol/diagram.js';
import { onEstimated } from '../estimates.js';
import { debounced } from '../timing.js';
import { pageHtml } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import { bytesFrom, bytesOf, saveAs } from '../results/save.js';
import type { Page } from '../pages/pages.js';
import { predictionPage, studyFor } from '../pages/prediction-page.js';
import type { Subject } from '../pages/subject.js';
import type { Chosen, FromPage, PageState, PointChosen, ToPage } from './messages.js';
import { openFiles } from './open-files.js';
import { writeSizes } from './write-sizes.js';

/** The diagram pages, one for each study, and "Show Phase Diagram": where each pattern of a study wins. */
export const diagramPage = predictionPage<Subject>({
  command: clientCommands.showDiagram,
  subject: studyFor(() => t('draw its phase diagram')),
  kind: (extension, requests) => ({
    viewType: 'archscale.diagram',
    keyOf: ({ uri, study }) => `${uri} ${study}`,
    titleOf: ({ study }) => t`${study}: diagram`,
    preservesFocus: true,
    subjectOf: (state) => {
      const { uri, study } = state as PageState;
      return { uri, study };
    },
    create: (panel, subject) => new DiagramPage(panel, subject, extension, requests),
  }),
});

/** One diagram page: answers its questions, and answers the last one again whenever a file changes. */
class DiagramPage implements Page<Subject> {
  private asked: { readonly number: number; readonly chosen: Chosen } | undefined;
  private pending: CancellationTokenSource | undefined;
  private readonly refreshSoon = debounced(200, () => this.refresh());
  private readonly listeners: Disposable;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly subject: Subject,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    this.listeners = Disposable.from(
      this.refreshSoon,
      workspace.onDidChangeTextDocument(({ document }) => {
        // An edit of an imported file changes the diagram too. A page that is hidden asks when it is shown again.
        if (document.languageId === 'arch' && panel.visible) this.refreshSoon.call();
      }),
      onEstimated(() => {
        if (panel.visible) this.refreshSoon.call();
      }),
      panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
    );
    panel.webview.html = pageHtml(panel.webview, extension, 'diagram', panel.title, '<main id="diagram"></main>');
  }

  show(): Promise<void> {
    return this.refresh();
  }

  dispose(): void {
    this.pending?.cancel();
    this.listeners.dispose();
  }

  private async receive(message: FromPage): Promise<unknown> {
    switch (message.type) {
      case 'ask':
        this.asked = message;
        return this.refresh();
      case 'askPoint':
        return this.answerPoint(message.number, message.chosen);
      case 'write':
        return this.write(message.sizes);
      case 'saveSvg':
        return this.save('svg', t('SVG image'), bytesOf(message.svg));
      case 'savePng':
        return this.save('png', t('PNG image'), bytesFrom(message.data));
      case 'showStudy':
        return commands.executeCommand('archscale.showStudy', this.subject.uri, this.subject.study);
    }
  }

  private async write(sizes: Sizes): Promise<void> {
    const files = await openFiles(this.requests, this.subject);
    this.send({ type: 'written', message: await writeSizes(files, this.subject.study, sizes) });
  }

  /** Answers the page's last question; an answer that is still being worked out is given up. */
  private async refresh(): Promise<void> {
    this.pending?.cancel();
    const { asked, subject } = this;
    if (!asked) return;
    const pending = (this.pending = new CancellationTokenSource());
    await opened(subject.uri);
    const answer = await this.requests.diagram({ ...asked.chosen, ...subject }, pending.token);
    if (pending.token.isCancellationRequested) return;
    this.send({ type: 'answer', number: asked.number, subject, answer: answer ?? noAnswer() });
  }

  private async answerPoint(number: number, chosen: PointChosen): Promise<void> {
    const point = await this.requests.predictAt({ ...chosen, ...this.subject });
    this.send({ type: 'point', number, point: point ?? null });
  }

  /** Offers to save a picture beside the file, under the study's name. */
  private save(ending: string, kind: string, content: Uint8Array): Promise<Uri | undefined> {
    const beside = Uri.joinPath(Uri.parse(this.subject.uri), '..');
    return saveAs(beside, `${this.subject.study}-diagram.${ending}`, kind, content);
  }

  private send(message: ToPage): void {
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    void this.panel.webview.postMessage(message);
  }
}

const noAnswer = (): DiagramAnswer => ({
  kind: 'unavailable',
  message: t('The language server did not answer. "Archscale: Restart Language Server" starts it again.'),
});

/** Has VS Code read a file, so that the language server knows it; one that is gone has no prediction. */
async function opened(uri: string): Promise<void> {
  try {
    await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    // The answer says so.
  }
}
