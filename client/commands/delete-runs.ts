import { t } from '@vscode/l10n';
import { Uri, window, workspace } from 'vscode';
import type { KnownRun } from '../runs/known-run.js';
import type { RunsView } from '../runs-view/view.js';
import { runsMeant } from './chosen-runs.js';

/** Moves runs to the trash, once the user has agreed. */
export function deleteRuns(view: RunsView) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    const runs = runsMeant([meant[0], meant[1]]);
    const live = runs.find(({ owner }) => owner);
    if (live) {
      await window.showInformationMessage(t`The run of ${live.study} goes on: cancel it before it is deleted.`);
      return;
    }
    const [first, ...others] = runs;
    if (!first) return;
    const question =
      others.length > 0
        ? t`Delete these ${runs.length} runs, with all points?`
        : t`Delete the run of ${first.study} (${first.level}), with all points?`;
    const remove = t('Move to Trash');
    const detail = runs.map(({ folder }) => folder).join('\n');
    const answer = await window.showWarningMessage(question, { modal: true, detail }, remove);
    if (answer !== remove) return;
    for (const run of runs) await moveToTrash(run);
    await view.search();
  };
}

async function moveToTrash({ folder }: KnownRun): Promise<void> {
  const uri = Uri.file(folder);
  try {
    await workspace.fs.delete(uri, { recursive: true, useTrash: true });
  } catch {
    // Remote file systems have no trash.
    const forGood = t('Delete Permanently');
    const question = t`${folder} cannot be moved to the trash.`;
    const answer = await window.showWarningMessage(question, { modal: true }, forGood);
    if (answer !== forGood) return;
    try {
      await workspace.fs.delete(uri, { recursive: true, useTrash: false });
    } catch (error) {
      await window.showErrorMessage(
        t`${folder} was not deleted: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
