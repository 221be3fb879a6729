import { type ExtensionContext, ViewColumn, type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import { pageRoots } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import type { PageState } from './messages.js';
import { CurvePage } from './page.js';

const viewType = 'archscale.curve';

/** The open pages of learning curves: at most one for each study. Brings them back after a reload of the window. */
export class CurvePages implements WebviewPanelSerializer<PageState> {
  private readonly opened = new Map<string, CurvePage>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly requests: StudyRequests,
  ) {
    context.subscriptions.push(window.registerWebviewPanelSerializer(viewType, this));
  }

  /** Shows the learning curves of a study beside the editor, or brings them to the front. */
  show(subject: PageState): void {
    const page = this.opened.get(keyOf(subject));
    if (page) {
      page.reveal();
      return;
    }
    const panel = window.createWebviewPanel(
      viewType,
      subject.study,
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) },
    );
    this.adopt(panel, subject);
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    if (!state || this.opened.has(keyOf(state))) {
      panel.dispose();
      return;
    }
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.context.extensionUri) };
    this.adopt(panel, state);
  }

  private adopt(panel: WebviewPanel, subject: PageState): void {
    const page = new CurvePage(panel, subject, this.context.extensionUri, this.requests);
    this.opened.set(keyOf(subject), page);
    panel.onDidDispose(() => {
      page.dispose();
      this.opened.delete(keyOf(subject));
    });
  }
}

const keyOf = ({ uri, study }: PageState): string => `${uri} ${study}`;
