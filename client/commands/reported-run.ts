import { t } from '@vscode/l10n';
import { Uri, window } from 'vscode';
import type { RunsView } from '../runs-view/view.js';
import { pickRun, runsMeant } from './chosen-runs.js';

/** The folder of the run that a report is about: the one that was clicked, else the one that the user picks. */
export async function reportedRun(view: RunsView, meant: readonly unknown[]): Promise<Uri | undefined> {
  const [run] = runsMeant([meant[0], undefined]);
  if (run) return Uri.file(run.folder);
  await view.search();
  const finished = view.known.filter(({ result }) => result);
  if (finished.length === 0) {
    await window.showInformationMessage(t('There are no results yet. "Archscale: Validate Study" makes some.'));
    return undefined;
  }
  const picked = await pickRun(finished, t('Which run, to report it?'));
  return picked && Uri.file(picked.folder);
}
