import { type ExtensionContext, Uri, ViewColumn, type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import { pageRoots } from '../page-html.js';
import type { PageState } from './messages.js';
import { ResultsPage } from './page.js';

/** The type of the results page's panels. */
export const resultsViewType = 'archscale.results';

/** The open results pages: at most one for each run's folder, or for each set of them that is compared. Brings them back after a reload of the window. */
export class ResultsPages implements WebviewPanelSerializer<PageState> {
  private readonly opened = new Map<string, ResultsPage>();

  constructor(private readonly context: ExtensionContext) {
    context.subscriptions.push(window.registerWebviewPanelSerializer(resultsViewType, this));
  }

  /** Opens the page of a run, or brings it to the front. */
  open(folder: Uri, options: { readonly preserveFocus?: boolean } = {}): Promise<void> {
    return this.compare([folder], options);
  }

  /** Opens the page that shows several runs over each other, or brings it to the front. */
  async compare(folders: readonly Uri[], { preserveFocus = false } = {}): Promise<void> {
    const page = this.opened.get(keyOf(folders));
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
    await this.adopt(panel, folders);
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    if (!state || state.folders.length === 0) {
      panel.dispose();
      return;
    }
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) };
    await this.adopt(
      panel,
      state.folders.map((folder) => Uri.parse(folder)),
    );
  }

  private async adopt(panel: WebviewPanel, folders: readonly Uri[]): Promise<void> {
    const page = new ResultsPage(panel, folders, this.context.extensionUri);
    this.opened.set(keyOf(folders), page);
    panel.onDidDispose(() => {
      page.dispose();
      this.opened.delete(keyOf(folders));
    });
    await page.refresh();
  }
}

const keyOf = (folders: readonly Uri[]): string => JSON.stringify(folders.map(String));
