import { Uri } from 'vscode';
import type { ResultsPages } from '../results/pages.js';
import { runsMeant } from './chosen-runs.js';

/** Opens the results page of each run that is meant. */
export function openRun(pages: ResultsPages) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    for (const { folder } of runsMeant([meant[0], meant[1]]))
      await pages.open(Uri.file(folder), { preserveFocus: true });
  };
}
