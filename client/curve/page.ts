import { Disposable, languages, Uri, type WebviewPanel, workspace } from 'vscode';
import { debounced } from '../debounced.js';
import { pageHtml } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import { followResult, resultIn } from '../results/result-file.js';
import { bytesFrom, bytesOf, saveAs } from '../results/save.js';
import { runFolder } from '../runs/place.js';
import { csvOf } from './chart-data.js';
import { measuredPoints } from './measured.js';
import type { FromPage, PageState, ToPage } from './messages.js';

const body = '<p id="notice" role="status" hidden></p>\n<main id="curve"></main>';

/** The page with the learning curves of a study; it follows the file, and the training run whose points lie over them. */
export class CurvePage implements Disposable {
  private message: ToPage | undefined;
  private readonly refreshSoon = debounced(200, () => this.refresh());
  private readonly listeners: Disposable;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly subject: PageState,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    const unfollow = followResult(this.run(), () => this.refreshSoon.call());
    this.listeners = Disposable.from(
      this.refreshSoon,
      { dispose: unfollow },
      workspace.onDidChangeTextDocument(({ document }) => {
        // An edit of an imported file changes the curves too.
        if (document.languageId === 'arch') this.refreshSoon.call();
      }),
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === subject.uri)) this.refreshSoon.call();
      }),
      panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
    );
    panel.title = `${subject.study}: learning curve`;
    panel.iconPath = Uri.joinPath(extension, 'client', 'media', 'file.svg');
    panel.webview.html = pageHtml(panel.webview, extension, 'curve', body);
    void this.refresh();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private async refresh(): Promise<void> {
    const { uri, study } = this.subject;
    const measured = measuredPoints(await resultIn(this.run()));
    const sizes = measured.map((point) => point.sizes);
    const curve = await this.requests.learningCurve({ uri, study, measured: sizes });
    const message = `There is no prediction for ${study} at the moment: its study has errors or is gone.`;
    this.message = curve
      ? { type: 'curve', curve, measured, state: this.subject }
      : { type: 'unavailable', message, state: this.subject };
    this.send();
  }

  private send(): void {
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    if (this.message) void this.panel.webview.postMessage(this.message);
  }

  private async receive(message: FromPage): Promise<unknown> {
    if (message.type === 'ready') return this.send();
    const beside = Uri.joinPath(this.file(), '..');
    const name = `${this.subject.study}-curve`;
    if (message.type === 'savePng') return saveAs(beside, `${name}.png`, 'PNG image', bytesFrom(message.data));
    if (this.message?.type !== 'curve') return undefined;
    const csv = csvOf(this.message.curve, this.message.measured);
    return saveAs(beside, `${name}.csv`, 'Comma-separated values', bytesOf(csv));
  }

  private file(): Uri {
    return Uri.parse(this.subject.uri);
  }

  /** The folder of the study's training run, where there is one. */
  private run(): Uri {
    return Uri.joinPath(this.file(), '..', runFolder(this.file().path, this.subject.study, 'training'));
  }
}
