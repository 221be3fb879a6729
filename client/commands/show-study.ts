import { t } from '@vscode/l10n';
import { Range, Uri, ViewColumn, window } from 'vscode';
import type { StudyRequests } from '../requests.js';

/** The command by which a results page goes to its study in the file. */
export function showStudy(requests: StudyRequests) {
  return async (uri: string, study: string): Promise<void> => {
    const entry = (await requests.studies(uri)).find(({ name }) => name === study);
    const line = entry?.range.start.line ?? 0;
    try {
      await window.showTextDocument(Uri.parse(uri), {
        viewColumn: ViewColumn.One,
        selection: new Range(line, 0, line, 0),
      });
    } catch {
      await window.showErrorMessage(t`${Uri.parse(uri).fsPath} cannot be opened.`);
    }
  };
}
