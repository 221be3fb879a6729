import { t } from '@vscode/l10n';
import { commands, DiagnosticSeverity, languages, type TextDocument, type Uri, window, workspace } from 'vscode';

/** The document's file, saved; undefined when the user does not save it. */
export async function saved(document: TextDocument): Promise<Uri | undefined> {
  if (document.isUntitled) {
    const answer = await window.showInformationMessage(t('The file must be saved before it is validated.'), t('Save'));
    return answer === undefined ? undefined : workspace.save(document.uri);
  }
  if (document.isDirty && !(await document.save())) return undefined;
  return document.uri;
}

/** Whether a file has no errors; when it has some, the user is told. */
export async function isFreeOfErrors(file: Uri): Promise<boolean> {
  const errors = languages.getDiagnostics(file).filter(({ severity }) => severity === DiagnosticSeverity.Error);
  if (errors.length === 0) return true;
  const name = file.path.replace(/^.*\//, '');
  const text =
    errors.length === 1
      ? t`${name} has an error. Mend that first.`
      : t`${name} has ${errors.length} errors. Mend them first.`;
  const problems = t('Show Problems');
  const answer = await window.showErrorMessage(text, problems);
  if (answer === problems) await commands.executeCommand('workbench.actions.view.problems');
  return false;
}
