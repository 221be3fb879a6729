import { type QuickPickItem, Uri, window } from 'vscode';
import { reportFormats, type ReportFormat } from '../../report/formats.js';
import { resultIn } from '../results/result-file.js';
import { bytesOf, saveAs } from '../results/save.js';
import type { RunsView } from '../runs-view/view.js';
import { pickRun, runsMeant } from './chosen-runs.js';

interface FormatChoice extends QuickPickItem {
  readonly format: ReportFormat;
}

/** The command "Export Report": a run's result with its plots as a file, in a format that the user picks. */
export function exportReport(view: RunsView) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    const folder = typeof meant[0] === 'string' ? Uri.parse(meant[0]) : await chosenFolder(view, meant);
    if (!folder) return;
    const result = await resultIn(folder);
    if (!result) {
      await window.showInformationMessage('This run has no result yet.');
      return;
    }
    const choices = (Object.keys(reportFormats) as ReportFormat[]).map((format): FormatChoice => {
      const { title, ending } = reportFormats[format];
      return { label: title, description: `.${ending}`, format };
    });
    const picked = await window.showQuickPick(choices, { placeHolder: `As what, to report ${result.study}?` });
    if (!picked) return;
    const { title, ending, write } = reportFormats[picked.format];
    const beside = Uri.joinPath(folder, '..', '..', '..');
    await saveAs(beside, `${result.study}-${result.level}.${ending}`, title, bytesOf(write(result)));
  };
}

async function chosenFolder(view: RunsView, meant: readonly unknown[]): Promise<Uri | undefined> {
  const [run] = runsMeant([meant[0], undefined]);
  if (run) return Uri.file(run.folder);
  await view.search();
  const finished = view.known.filter(({ result }) => result);
  if (finished.length === 0) {
    await window.showInformationMessage('There are no results yet. "Archscale: Validate Study" makes some.');
    return undefined;
  }
  const picked = await pickRun(finished, 'Which run, to report it?');
  return picked && Uri.file(picked.folder);
}
