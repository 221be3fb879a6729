import { t } from '@vscode/l10n';
import { clientCommands } from '../../protocol/commands.js';
import { commands, Uri, type WebviewPanel } from 'vscode';
import { csvOf } from '../../present/report/csv.js';
import type { ValidationResult } from '../../validation/result.js';
import { pageHtml } from '../page-html.js';
import type { Page, PageKind } from '../pages/pages.js';
import type { FromPage, PageState, ToPage } from './messages.js';
import { followResult, resultIn } from './result-file.js';
import { bytesFrom, bytesOf, saveAs } from './save.js';

/** The folders of the runs that a page shows: one, or several over each other. */
export type Folders = readonly Uri[];

/** The results pages: one for each run, or for each set of them that is compared. */
export const resultsPages = (extension: Uri): PageKind<Folders> => ({
  viewType: 'archscale.results',
  keyOf: (folders) => JSON.stringify(folders.map(String)),
  titleOf: () => t('Results'),
  preservesFocus: false,
  subjectOf: (state) => {
    const { folders } = state as PageState;
    return folders.length > 0 ? folders.map((folder) => Uri.parse(folder)) : undefined;
  },
  create: (panel, folders) => new ResultsPage(panel, folders, extension),
});

/** One results page: shows the result files of one run or of several, and follows them. */
class ResultsPage implements Page<Folders> {
  private readonly results = new Map<string, ValidationResult>();
  private readonly unfollow: readonly (() => void)[];

  /** @param folders the runs' folders */
  constructor(
    private readonly panel: WebviewPanel,
    private readonly folders: Folders,
    extension: Uri,
  ) {
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    panel.webview.html = pageHtml(panel.webview, extension, 'results', panel.title, '<main id="results"></main>');
    this.unfollow = folders.map((folder) => followResult(folder, () => void this.show()));
  }

  /** Reads the results again and shows them. */
  async show(): Promise<void> {
    for (const folder of this.folders) {
      const result = await resultIn(folder);
      // While its file is being replaced a result that was seen stays.
      if (result) this.results.set(folder.toString(), result);
    }
    const [first, ...others] = this.shown();
    if (first) this.panel.title = others.length > 0 ? t('Comparison') : `${first.study} (${first.level})`;
    this.send();
  }

  dispose(): void {
    for (const unfollow of this.unfollow) unfollow();
  }

  private shown(): ValidationResult[] {
    return this.folders.flatMap((folder) => this.results.get(folder.toString()) ?? []);
  }

  private send(): void {
    const message: ToPage = { folders: this.folders.map(String), results: this.shown() };
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    void this.panel.webview.postMessage(message);
  }

  private async receive(message: FromPage): Promise<unknown> {
    if (message.type === 'ready') return this.send();
    const [folder] = this.folders;
    const result = folder && this.results.get(folder.toString());
    if (!folder || !result) return;
    const beside = Uri.joinPath(folder, '..', '..', '..');
    const file = Uri.joinPath(beside, result.file.replace(/^.*[\\/]/, ''));
    const name = `${result.study}-${result.level}`;
    switch (message.type) {
      case 'savePng':
        return saveAs(beside, `${name}.png`, t('PNG image'), bytesFrom(message.data));
      case 'saveCsv':
        return saveAs(beside, `${name}.csv`, t('Comma-separated values'), bytesOf(csvOf(result)));
      case 'saveReport':
        return commands.executeCommand('archscale.exportReport', folder.toString());
      case 'showStudy':
        return commands.executeCommand('archscale.showStudy', file.toString(), result.study);
      case 'runAgain':
        return commands.executeCommand(clientCommands.validateStudy, file.toString(), result.study);
    }
  }
}
