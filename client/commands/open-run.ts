import { Uri } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import { runsMeant } from './chosen-runs.js';

/** Opens the results page of each run that is meant. */
export function openRun(pages: Pages<Folders>) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    for (const { folder } of runsMeant([meant[0], meant[1]]))
      await pages.show([Uri.file(folder)], { preserveFocus: true });
  };
}
