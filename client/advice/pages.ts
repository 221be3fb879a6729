import { type ExtensionContext, ViewColumn, type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import type { AdviceQuestion } from '../../server/requests/advice.js';
import { pageRoots } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import type { PageState } from './messages.js';
import { AdvicePage } from './page.js';

const viewType = 'archscale.advice';

/** The one page with advice. Brings it back after a reload of the window, for the text as it is then. */
export class AdvicePages implements WebviewPanelSerializer<PageState> {
  private page: AdvicePage | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly requests: StudyRequests,
  ) {
    context.subscriptions.push(window.registerWebviewPanelSerializer(viewType, this));
  }

  /** Shows the advice on a question beside the editor. */
  async show(question: AdviceQuestion): Promise<void> {
    if (this.page) {
      this.page.reveal();
      await this.page.ask(question);
      return;
    }
    const panel = window.createWebviewPanel(viewType, question.study, ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: pageRoots(this.context.extensionUri),
    });
    await this.adopt(panel, question);
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    if (!state?.question || this.page) {
      panel.dispose();
      return;
    }
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) };
    await this.adopt(panel, state.question as AdviceQuestion);
  }

  private async adopt(panel: WebviewPanel, question: AdviceQuestion): Promise<void> {
    const page = new AdvicePage(panel, this.context.extensionUri, this.requests);
    this.page = page;
    panel.onDidDispose(() => {
      page.dispose();
      this.page = undefined;
    });
    await page.ask(question);
  }
}
