import { t } from '@vscode/l10n';
import path from 'node:path';
import { Uri, window, workspace } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import { runFolder } from '../runs/run-folder.js';
import { newestRun } from '../runs/search.js';

/** The command "Show Last Results": the newest result of the active file; without one, the newest near the open files. */
export function showLastResults(pages: Pages<Folders>) {
  return async (): Promise<void> => {
    const active = window.activeTextEditor?.document;
    if (active?.languageId === 'arch' && active.uri.scheme === 'file') {
      const own = await newestRun([runsOf(active.uri.fsPath)]);
      if (own !== undefined) return pages.show([Uri.file(own)]);
      await window.showInformationMessage(t('This file has no results yet. "Archscale: Validate Study" makes some.'));
      return;
    }
    const open = workspace.textDocuments.filter(({ languageId }) => languageId === 'arch').map(({ uri }) => uri);
    const everywhere = [...foldersOf(open), ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath)];
    const newest = await newestRun(everywhere);
    if (newest !== undefined) return pages.show([Uri.file(newest)]);
    await window.showInformationMessage(t('There are no results yet. "Archscale: Validate Study" makes some.'));
  };
}

/** The folder that holds the runs of a file. */
const runsOf = (file: string): string => path.dirname(path.join(path.dirname(file), runFolder(file, '', 'rate')));

const foldersOf = (files: readonly Uri[]): string[] =>
  files.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => path.dirname(fsPath));
