import { t } from '@vscode/l10n';
import { type QuickPickItem, Uri, window } from 'vscode';
import { reportFormats, type ReportFormat } from '../../present/report/formats.js';
import { resultIn } from '../results/result-file.js';
import { bytesOf, saveAs } from '../results/save.js';

interface FormatChoice extends QuickPickItem {
  readonly format: ReportFormat;
}

/**
 * The command "Export Report": a run's result with its plots as a file, in a format that the user picks.
 * @param chosenFolder finds the run's folder where the command's arguments do not name it
 */
export function exportReport(chosenFolder: (meant: readonly unknown[]) => Promise<Uri | undefined>) {
  return async (...meant: readonly unknown[]): Promise<void> => {
    const folder = typeof meant[0] === 'string' ? Uri.parse(meant[0]) : await chosenFolder(meant);
    if (!folder) return;
    const result = await resultIn(folder);
    if (!result) {
      await window.showInformationMessage(t('This run has no result yet.'));
      return;
    }
    const choices = (Object.keys(reportFormats) as ReportFormat[]).map((format): FormatChoice => {
      const { title, ending } = reportFormats[format];
      return { label: title, description: `.${ending}`, format };
    });
    const picked = await window.showQuickPick(choices, { placeHolder: t`As what, to report ${result.study}?` });
    if (!picked) return;
    const { title, ending, write } = reportFormats[picked.format];
    const beside = Uri.joinPath(folder, '..', '..', '..');
    await saveAs(beside, `${result.study}-${result.level}.${ending}`, title, bytesOf(write(result)));
  };
}
