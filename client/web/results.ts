import { t } from '@vscode/l10n';
import { commands, Uri, window } from 'vscode';
import { clientCommands } from '../../protocol/commands.js';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import { resultIn } from '../results/result-file.js';
import { newestRun } from './newest-run.js';

/** The newest result of the file in the active editor; says so where there is none. */
export async function lastResults(): Promise<Uri | undefined> {
  const newest = await newestRun();
  if (!newest)
    await window.showInformationMessage(t('This file has no results yet. "Archscale: Validate Study" makes some.'));
  return newest;
}

/** The command by which a page goes on with its run, whose folder it names: beside the file, by the names of file and study. */
export async function resumeRun(folder: unknown): Promise<void> {
  if (typeof folder !== 'string') return;
  const uri = Uri.parse(folder);
  const result = await resultIn(uri);
  if (!result) return;
  const file = Uri.joinPath(uri, '..', '..', '..', result.file.replace(/^.*[\\/]/, ''));
  await commands.executeCommand(clientCommands.validateStudy, file.toString(), result.study);
}

/** The command "Show Last Results" in a browser. */
export function showLastResults(pages: Pages<Folders>) {
  return async (): Promise<void> => {
    const newest = await lastResults();
    if (newest) await pages.show([newest]);
  };
}
