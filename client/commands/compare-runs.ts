import { t } from '@vscode/l10n';
import { Uri, window } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import type { KnownRun } from '../runs/known-run.js';
import type { RunsView } from '../runs-view/view.js';
import { pickRun, pickRuns, runsMeant } from './chosen-runs.js';

/** The command "Compare Runs": several results over each other; asks for others while there are fewer than two. */
export function compareRuns(pages: Pages<Folders>, view: RunsView) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    const chosen = runsMeant([meant[0], meant[1]]);
    const [first, second] = chosen;
    if (second) return pages.show(foldersOf(chosen));
    await view.search();
    const others = view.known.filter(({ result, folder }) => result && folder !== first?.folder);
    if (others.length < (first ? 1 : 2)) {
      await window.showInformationMessage(t('There is no other run to compare with. Validate another study first.'));
      return;
    }
    if (first) {
      const other = await pickRun(others, t`Which run, to compare ${first.study} (${first.level}) with?`);
      if (other) await pages.show(foldersOf([first, other]));
      return;
    }
    const picked = await pickRuns(others, t('Which runs, to compare them? Pick two or more'));
    if (picked.length > 0) await pages.show(foldersOf(picked));
  };
}

const foldersOf = (runs: readonly KnownRun[]): Uri[] => runs.map(({ folder }) => Uri.file(folder));
