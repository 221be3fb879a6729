import { Disposable, languages, type Uri, type WebviewPanel, workspace } from 'vscode';
import { onEstimated } from '../estimates.js';
import { debounced } from '../timing.js';
import { pageHtml } from '../page-html.js';
import type { Page } from './pages.js';
import { tabTitle } from './tab-title.js';

/** What a page is told about its subject, and the title of its panel where that changes. */
export interface Shown<ToPage> {
  readonly message: ToPage;
  readonly title?: string;
}

/** A page that shows the server's answer about a subject, and asks again whenever a file changes. */
export abstract class FollowingPage<
  Subject,
  ToPage,
  FromPage extends { readonly type: string },
> implements Page<Subject> {
  protected subject: Subject | undefined;
  protected message: ToPage | undefined;
  protected readonly refreshSoon = debounced(200, () => this.refresh());
  private readonly listeners: Disposable;

  /**
   * @param script name of the script in dist/, which fills the page's main element
   */
  constructor(
    protected readonly panel: WebviewPanel,
    extension: Uri,
    script: string,
  ) {
    this.listeners = Disposable.from(
      this.refreshSoon,
      workspace.onDidChangeTextDocument(({ document }) => {
        // An edit of an imported file changes the prediction too.
        if (document.languageId === 'arch') this.refreshSoon.call();
      }),
      onEstimated(() => this.refreshSoon.call()),
      // The server checks a file again whenever it, an import or its calibration changed on disk.
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some(({ path }) => path.endsWith('.arch'))) this.refreshSoon.call();
      }),
      panel.webview.onDidReceiveMessage((message: FromPage) =>
        message.type === 'ready' ? this.send() : this.receive?.(message),
      ),
    );
    const body = `<p id="notice" role="status" hidden></p>\n<main id="${script}"></main>`;
    panel.webview.html = pageHtml(panel.webview, extension, script, panel.title, body);
  }

  async show(subject: Subject): Promise<void> {
    this.subject = subject;
    await this.refresh();
  }

  dispose(): void {
    this.listeners.dispose();
  }

  /** What to show of a subject, as things stand. */
  protected abstract shown(subject: Subject): Promise<Shown<ToPage>>;

  /** Does what the page asks for, apart from what it shows. */
  protected receive?(message: FromPage): unknown;

  /** Tells the page what was last found out. */
  protected send(): void {
    if (this.message) this.post(this.message);
  }

  protected post(message: ToPage): void {
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    void this.panel.webview.postMessage(message);
  }

  private async refresh(): Promise<void> {
    const { subject } = this;
    if (subject === undefined) return;
    const { message, title } = await this.shown(subject);
    if (subject !== this.subject) return;
    this.message = message;
    if (title !== undefined) this.panel.title = tabTitle(subject, title);
    this.send();
  }
}
