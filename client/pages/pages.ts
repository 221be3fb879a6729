import {
  type Disposable,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
} from 'vscode';
import { tabTitle } from './tab-title.js';
import { pageRoots } from '../page-html.js';

/** What fills a panel. */
export interface Page<Subject> extends Disposable {
  /** Shows a subject, afresh when it is the one that is shown. */
  show(subject: Subject): void | Promise<void>;
}

/** A kind of page: which panels it has, and what fills them. */
export interface PageKind<Subject> {
  /** As in the activation events. */
  readonly viewType: string;
  /** Subjects of the same key share a page. */
  keyOf(subject: Subject): string;
  /** The title of a panel until its page gives it another. */
  titleOf(subject: Subject): string;
  /** Whether the editor keeps the focus when a page opens. */
  readonly preservesFocus: boolean;
  /** The subject in what a page's script has kept over a reload of the window; undefined when there is none. */
  subjectOf(state: unknown): Subject | undefined;
  create(panel: WebviewPanel, subject: Subject): Page<Subject>;
}

interface Opened<Subject> {
  readonly panel: WebviewPanel;
  readonly page: Page<Subject>;
}

/** The open pages of a kind: one for each key. Brings them back after a reload of the window. */
export class Pages<Subject> implements WebviewPanelSerializer {
  private readonly opened = new Map<string, Opened<Subject>>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly kind: PageKind<Subject>,
  ) {
    context.subscriptions.push(window.registerWebviewPanelSerializer(kind.viewType, this));
  }

  /** Shows a subject beside the editor, or brings its page to the front. */
  async show(subject: Subject, { preserveFocus = this.kind.preservesFocus } = {}): Promise<void> {
    const known = this.opened.get(this.kind.keyOf(subject));
    if (known) {
      known.panel.reveal(undefined, preserveFocus);
      await known.page.show(subject);
      return;
    }
    const { viewType, titleOf } = this.kind;
    const place = { viewColumn: ViewColumn.Beside, preserveFocus };
    await this.adopt(window.createWebviewPanel(viewType, tabTitle(subject, titleOf(subject)), place), subject);
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const subject = state ? this.kind.subjectOf(state) : undefined;
    if (subject === undefined || this.opened.has(this.kind.keyOf(subject))) panel.dispose();
    else await this.adopt(panel, subject);
  }

  private async adopt(panel: WebviewPanel, subject: Subject): Promise<void> {
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) };
    panel.iconPath = Uri.joinPath(this.context.extensionUri, 'client', 'media', 'file.svg');
    const key = this.kind.keyOf(subject);
    const page = this.kind.create(panel, subject);
    this.opened.set(key, { panel, page });
    panel.onDidDispose(() => {
      page.dispose();
      this.opened.delete(key);
    });
    await page.show(subject);
  }
}
