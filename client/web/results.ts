import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { window } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import { newestRun } from './newest-run.js';

/** The newest result of the file in the active editor; says so where there is none. */
export async function lastResults(): Promise<Uri | undefined> {
  const newest = await newestRun();
  if (!newest)
    await window.showInformationMessage(t('This file has no results yet. "Archscale: Validate Study" makes some.'));
  return newest;
}

/** The command "Show Last Results" in a browser. */
export function showLastResults(pages: Pages<Folders>) {
  return async (): Promise<void> => {
    const newest = await lastResults();
    if (newest) await pages.show([newest]);
  };
}
