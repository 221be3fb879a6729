import { type ExtensionContext, ViewColumn, type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import { pageRoots } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import type { PageState, Scope } from './messages.js';
import { ComparisonPage } from './page.js';

const viewType = 'archscale.comparison';

/** The one comparison page. Brings it back after a reload of the window. */
export class ComparisonPages implements WebviewPanelSerializer<PageState> {
  private page: ComparisonPage | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly requests: StudyRequests,
  ) {
    context.subscriptions.push(window.registerWebviewPanelSerializer(viewType, this));
  }

  /** Compares the studies of a file, or of all files. */
  show(scope: Scope): void {
    if (this.page) {
      this.page.compare(scope);
      this.page.reveal();
      return;
    }
    const panel = window.createWebviewPanel(viewType, 'Studies', ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: pageRoots(this.context.extensionUri),
    });
    this.adopt(panel, scope);
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    if (!state || this.page) {
      panel.dispose();
      return;
    }
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) };
    this.adopt(panel, state.scope);
  }

  private adopt(panel: WebviewPanel, scope: Scope): void {
    const page = new ComparisonPage(panel, this.context.extensionUri, this.requests);
    this.page = page;
    panel.onDidDispose(() => {
      page.dispose();
      this.page = undefined;
    });
    page.compare(scope);
  }
}
