import { t } from '@vscode/l10n';
import { clientCommands } from '../../protocol/commands.js';
import { commands, Uri, type WebviewPanel } from 'vscode';
import { csvOf } from '../../present/report/csv.js';
import type { ValidationResult } from '../../validation/result.js';
import { pageHtml } from '../page-html.js';
import type { Page, PageKind } from '../pages/pages.js';
import { canCalibrate } from '../../present/report/conclusion.js';
import type { FromPage, PageState, ToPage } from './messages.js';
import { followResult, resultIn } from './result-file.js';
import { bytesFrom, bytesOf, saveAs } from './save.js';

/** The name of a file, of a path of any system. */
const fileName = (file: string): string => file.replace(/^.*[\\/]/, '');

/** The folders of the runs that a page shows: one, or several over each other. */
export type Folders = readonly Uri[];

/** What the results pages need of where the extension runs. */
export interface RunsHere {
  /** Whether a run goes on in a folder. */
  isRunning(folder: Uri): Promise<boolean>;
  /** Whether prefactors can be kept beside files here. */
  readonly keepsCalibrations: boolean;
}

/** The results pages: one for each run, or for each set of them that is compared. */
export const resultsPages = (extension: Uri, here: RunsHere): PageKind<Folders> => ({
  viewType: 'archscale.results',
  keyOf: (folders) => JSON.stringify(folders.map(String)),
  titleOf: () => t('Results'),
  preservesFocus: false,
  subjectOf: (state) => {
    const { folders } = state as PageState;
    return folders.length > 0 ? folders.map((folder) => Uri.parse(folder)) : undefined;
  },
  create: (panel, folders) => new ResultsPage(panel, folders, extension, here),
});

/** One results page: shows the result files of one run or of several, and follows them. */
class ResultsPage implements Page<Folders> {
  private readonly results = new Map<string, ValidationResult>();
  private readonly unfollow: readonly (() => void)[];
  private isRunning = false;

  /** @param folders the runs' folders */
  constructor(
    private readonly panel: WebviewPanel,
    private readonly folders: Folders,
    extension: Uri,
    private readonly here: RunsHere,
  ) {
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    panel.webview.html = pageHtml(panel.webview, extension, 'results', panel.title, '<main id="results"></main>');
    this.unfollow = folders.map((folder) =>
      followResult(
        folder,
        () => void this.show(),
        () => here.isRunning(folder),
      ),
    );
  }

  /** Reads the results again and shows them. */
  async show(): Promise<void> {
    for (const folder of this.folders) {
      const result = await resultIn(folder);
      // While its file is being replaced a result that was seen stays.
      if (result) this.results.set(folder.toString(), result);
    }
    const [only, ...more] = this.folders;
    this.isRunning = only !== undefined && more.length === 0 && (await this.here.isRunning(only));
    const [first, ...others] = this.shown();
    if (first)
      this.panel.title =
        others.length > 0 ? t('Comparison') : `${fileName(first.file)} · ${first.study} (${first.level})`;
    this.send();
  }

  dispose(): void {
    for (const unfollow of this.unfollow) unfollow();
  }

  private shown(): ValidationResult[] {
    return this.folders.flatMap((folder) => this.results.get(folder.toString()) ?? []);
  }

  private send(): void {
    const results = this.shown();
    const [only, ...others] = results;
    const message: ToPage = {
      folders: this.folders.map(String),
      results,
      isRunning: this.isRunning,
      canCalibrate: this.here.keepsCalibrations && only !== undefined && others.length === 0 && canCalibrate(only),
    };
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
      case 'stop':
        return commands.executeCommand('archscale.cancelRun', folder.toString());
      case 'resume':
        return commands.executeCommand('archscale.resumeRun', folder.toString());
      case 'calibrate':
        return commands.executeCommand('archscale.useAsCalibration', file.toString(), result.study, folder.fsPath);
    }
  }
}
