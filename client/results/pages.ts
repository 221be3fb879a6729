import { type ExtensionContext, ViewColumn, type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import { pageRoots } from '../page-html.js';
import type { PageState } from './messages.js';
import { ResultsPage } from './page.js';

/** The type of the results page's panels. */
export const resultsViewType = 'archscale.results';

/** The open results pages: at most one for each run's folder. Brings them back after a reload of the window. */
export class ResultsPages implements WebviewPanelSerializer<PageState> {
  private readonly opened = new Map<string, ResultsPage>();

  constructor(private readonly context: ExtensionContext) {
    context.subscriptions.push(window.registerWebviewPanelSerializer(resultsViewType, this));
  }

  /** Opens the page of a run, or brings it to the front. */
  async open(folder: string, { preserveFocus = false } = {}): Promise<void> {
    const page = this.opened.get(folder);
    if (page) {
      page.reveal(preserveFocus);
      return;
    }
    const panel = window.createWebviewPanel(
      resultsViewType,
      'Results',
      { viewColumn: ViewColumn.Beside, preserveFocus },
      { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) },
    );
    await this.adopt(panel, folder);
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    if (state?.folder === undefined) {
      panel.dispose();
      return;
    }
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) };
    await this.adopt(panel, state.folder);
  }

  private async adopt(panel: WebviewPanel, folder: string): Promise<void> {
    const page = new ResultsPage(panel, folder, this.context.extensionUri);
    this.opened.set(folder, page);
    panel.onDidDispose(() => {
      page.dispose();
      this.opened.delete(folder);
    });
    await page.refresh();
  }
}
