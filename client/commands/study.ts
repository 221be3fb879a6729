import { t } from '@vscode/l10n';
import { type QuickPickItem, Range, Uri, ViewColumn, window } from 'vscode';
import type { StudyRequests } from '../requests.js';

/** A study of a file. */
export interface ChosenStudy {
  readonly uri: Uri;
  readonly study: string;
}

/**
 * The study that a command is about: its arguments when it has them (code lens, results page), else the study at the
 * cursor, else the file's only study, else the one that the user picks.
 * @returns undefined when there is none, which the user has been told, or the user picked none
 */
export async function chosenStudy(
  requests: StudyRequests,
  purpose: string,
  uri?: unknown,
  study?: unknown,
): Promise<ChosenStudy | undefined> {
  if (typeof uri === 'string' && typeof study === 'string') return { uri: Uri.parse(uri), study };
  // While a results page has the focus, the file beside it is meant.
  const shown = [window.activeTextEditor, ...window.visibleTextEditors];
  const editor = shown.find((candidate) => candidate?.document.languageId === 'arch');
  if (!editor) {
    await window.showInformationMessage(t`Open an .arch file to ${purpose}.`);
    return undefined;
  }
  const file = editor.document.uri;
  const { line, character } = editor.selection.active;
  const here = await requests.studyAt(file.toString(), { line, character });
  if (here) return { uri: file, study: here.name };
  const studies = await requests.studies(file.toString());
  const only = studies[0];
  if (!only) {
    await window.showInformationMessage(
      t`There is no study in this file. Write one ("study Name { ... }") to ${purpose}.`,
    );
    return undefined;
  }
  if (studies.length === 1) return { uri: file, study: only.name };
  const items = studies.map(({ name, sampleScale }): QuickPickItem => ({
    label: name,
    description: sampleScale ?? '',
  }));
  const picked = await window.showQuickPick(items, { placeHolder: t`Which study, to ${purpose}?` });
  return picked && { uri: file, study: picked.label };
}

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
