import { type ExtensionContext, ViewColumn, type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import { pageRoots } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import type { PageState } from './messages.js';
import { NetworkPage } from './page.js';

const viewType = 'archscale.network';

/** The one network page beside the editor. Brings it back after a reload of the window. */
export class NetworkPages implements WebviewPanelSerializer<PageState> {
  private page: NetworkPage | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly requests: StudyRequests,
  ) {
    context.subscriptions.push(window.registerWebviewPanelSerializer(viewType, this));
  }

  /** Draws the network of a study of a file. */
  async show(uri: string, study: string): Promise<void> {
    if (this.page) {
      await this.page.show({ uri, study });
      this.page.reveal();
      return;
    }
    const panel = window.createWebviewPanel(
      viewType,
      study,
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) },
    );
    await this.adopt(panel, { uri, study });
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    if (!state || this.page) {
      panel.dispose();
      return;
    }
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) };
    await this.adopt(panel, state);
  }

  private async adopt(panel: WebviewPanel, subject: PageState): Promise<void> {
    const page = new NetworkPage(panel, this.context.extensionUri, this.requests);
    this.page = page;
    panel.onDidDispose(() => {
      page.dispose();
      this.page = undefined;
    });
    await page.show(subject);
  }
}
