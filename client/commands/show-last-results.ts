import { t } from '@vscode/l10n';
import path from 'node:path';
import { Uri, window, workspace } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import { newestRun } from '../runs/search.js';

/** The command "Show Last Results": the newest result near the open files, else in the workspace. */
export function showLastResults(pages: Pages<Folders>) {
  return async (): Promise<void> => {
    const active = window.activeTextEditor?.document;
    const nearActive = active?.languageId === 'arch' ? foldersOf([active.uri]) : [];
    const open = workspace.textDocuments.filter(({ languageId }) => languageId === 'arch').map(({ uri }) => uri);
    const everywhere = [...foldersOf(open), ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath)];
    const newest = (await newestRun(nearActive)) ?? (await newestRun(everywhere));
    if (newest === undefined) {
      await window.showInformationMessage(t('There are no results yet. "Archscale: Validate Study" makes some.'));
      return;
    }
    await pages.show([Uri.file(newest)]);
  };
}

const foldersOf = (files: readonly Uri[]): string[] =>
  files.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => path.dirname(fsPath));
