import { Disposable, Uri, type WebviewPanel, workspace } from 'vscode';
import { debounced } from '../debounced.js';
import { pageHtml } from '../page-html.js';
import { renderedMarkdown } from '../rendered-markdown.js';
import type { StudyRequests } from '../requests.js';
import type { PageState, ToPage } from './messages.js';

const body = '<p id="notice" role="status" hidden></p>\n<main id="explanation"></main>';

/** The page that explains a study's prediction; it follows the file as it is edited. */
export class ExplanationPage implements Disposable {
  private subject: PageState | undefined;
  private message: ToPage | undefined;
  private readonly refreshSoon = debounced(200, () => this.refresh());
  private readonly listeners: Disposable;

  constructor(
    private readonly panel: WebviewPanel,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    this.listeners = Disposable.from(
      this.refreshSoon,
      workspace.onDidChangeTextDocument(({ document }) => {
        // An edit of an imported file changes the derivation too.
        if (document.languageId === 'arch') this.refreshSoon.call();
      }),
      panel.webview.onDidReceiveMessage(() => this.send()),
    );
    panel.iconPath = Uri.joinPath(extension, 'client', 'media', 'file.svg');
    panel.webview.html = pageHtml(panel.webview, extension, 'explanation', body);
  }

  /** Explains another study. */
  async explain(subject: PageState): Promise<void> {
    this.subject = subject;
    await this.refresh();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private async refresh(): Promise<void> {
    const state = this.subject;
    if (!state) return;
    const explanation = await this.requests.explain(state.uri, state.study);
    if (state !== this.subject) return;
    if (explanation) {
      const { title, markdown } = explanation;
      this.panel.title = title;
      this.message = { type: 'explanation', title, html: await renderedMarkdown(markdown), state };
    } else {
      const message = `There is no prediction for ${state.study} at the moment: its study has errors or is gone.`;
      this.message = { type: 'unavailable', message, state };
    }
    this.send();
  }

  private send(): void {
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    if (this.message) void this.panel.webview.postMessage(this.message);
  }
}
