import path from 'node:path';
import { commands, type Disposable, Uri, type WebviewPanel } from 'vscode';
import type { ValidationResult } from '../../validation/result.js';
import { pageHtml } from '../page-html.js';
import { followFile, readResult, resultFile } from '../runs/result-file.js';
import { csvOf } from './csv.js';
import type { FromPage, ToPage } from './messages.js';
import { saveAs } from './save.js';

/** One results page: shows a run's result file and follows it. */
export class ResultsPage implements Disposable {
  private result: ValidationResult | undefined;
  private readonly unfollow: () => void;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly folder: string,
    extension: Uri,
  ) {
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    panel.webview.html = pageHtml(panel.webview, extension, 'results', '<main id="results"></main>');
    panel.iconPath = Uri.joinPath(extension, 'client', 'media', 'file.svg');
    this.unfollow = followFile(resultFile(folder), () => void this.refresh());
  }

  /** Reads the result again and shows it. */
  async refresh(): Promise<void> {
    const result = await readResult(this.folder);
    // While its file is being replaced a result that was seen stays.
    if (result) this.result = result;
    if (this.result) this.panel.title = `${this.result.study} (${this.result.level})`;
    this.send();
  }

  reveal(preserveFocus: boolean): void {
    this.panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.unfollow();
  }

  private send(): void {
    const { folder, result } = this;
    const message: ToPage = result ? { type: 'result', folder, result } : { type: 'missing', folder };
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    void this.panel.webview.postMessage(message);
  }

  private async receive(message: FromPage): Promise<unknown> {
    if (message.type === 'ready') return this.send();
    const { result } = this;
    if (!result) return;
    const file = Uri.file(path.resolve(this.folder, '..', '..', '..', path.basename(result.file)));
    const beside = path.join(path.dirname(file.fsPath), `${result.study}-${result.level}`);
    switch (message.type) {
      case 'savePng':
        return saveAs(`${beside}.png`, 'PNG image', Buffer.from(message.data, 'base64'));
      case 'saveCsv':
        return saveAs(`${beside}.csv`, 'Comma-separated values', Buffer.from(csvOf(result)));
      case 'showStudy':
        return commands.executeCommand('archscale.showStudy', file.toString(), result.study);
      case 'runAgain':
        return commands.executeCommand('archscale.validateStudy', file.toString(), result.study);
    }
  }
}
