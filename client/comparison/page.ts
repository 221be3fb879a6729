import { commands, Disposable, languages, Uri, type WebviewPanel, workspace } from 'vscode';
import { debounced } from '../debounced.js';
import { pageHtml } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import { bytesOf, saveAs } from '../results/save.js';
import type { FromPage, Scope, ToPage } from './messages.js';

/** The page with all studies side by side; it follows the files as they are edited. */
export class ComparisonPage implements Disposable {
  private scope: Scope = { whole: true };
  private message: ToPage | undefined;
  private readonly refreshSoon = debounced(250, () => this.refresh());
  private readonly listeners: Disposable;

  constructor(
    private readonly panel: WebviewPanel,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    this.listeners = Disposable.from(
      this.refreshSoon,
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'arch') this.refreshSoon.call();
      }),
      // The server checks a file again whenever it, an import or its calibration changed on disk.
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.path.endsWith('.arch'))) this.refreshSoon.call();
      }),
      panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
    );
    panel.iconPath = Uri.joinPath(extension, 'client', 'media', 'file.svg');
    panel.webview.html = pageHtml(panel.webview, extension, 'comparison', '<main id="comparison"></main>');
  }

  /** Compares other studies. */
  compare(scope: Scope): void {
    this.scope = scope;
    void this.refresh();
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private async refresh(): Promise<void> {
    const { scope } = this;
    const comparison = await this.requests.comparison(scope.whole ? undefined : scope.uri);
    if (scope !== this.scope) return;
    const uris = comparison ? [...comparison.studies, ...comparison.unpredicted].map(({ uri }) => uri) : [];
    const files = Object.fromEntries(uris.map((uri) => [uri, workspace.asRelativePath(Uri.parse(uri))]));
    this.message = comparison ? { type: 'comparison', comparison, files, scope } : { type: 'unavailable', scope };
    this.send();
  }

  private send(): void {
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    if (this.message) void this.panel.webview.postMessage(this.message);
  }

  private async receive(message: FromPage): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        return this.send();
      case 'scope':
        return this.compare({ ...this.scope, whole: message.whole });
      case 'showStudy':
        return commands.executeCommand('archscale.showStudy', message.uri, message.study);
      case 'saveCsv':
        return saveAs(this.folder(), 'studies.csv', 'Comma-separated values', bytesOf(message.csv));
    }
  }

  private folder(): Uri {
    const { uri } = this.scope;
    if (uri !== undefined) return Uri.joinPath(Uri.parse(uri), '..');
    return workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  }
}
