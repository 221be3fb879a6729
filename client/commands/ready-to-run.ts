import { commands, DiagnosticSeverity, languages, type TextDocument, type Uri, window, workspace } from 'vscode';

/** The document's file, saved; undefined when the user does not save it. */
export async function saved(document: TextDocument): Promise<Uri | undefined> {
  if (document.isUntitled) {
    const answer = await window.showInformationMessage('The file must be saved before it is validated.', 'Save');
    return answer === undefined ? undefined : workspace.save(document.uri);
  }
  if (document.isDirty && !(await document.save())) return undefined;
  return document.uri;
}

/** Whether a file has no errors; when it has some, the user is told. */
export async function isFreeOfErrors(file: Uri): Promise<boolean> {
  const errors = languages.getDiagnostics(file).filter(({ severity }) => severity === DiagnosticSeverity.Error);
  if (errors.length === 0) return true;
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  const problems = 'Show Problems';
  const answer = await window.showErrorMessage(
    `${file.path.replace(/^.*\//, '')} has ${count}. Mend that first.`,
    problems,
  );
  if (answer === problems) await commands.executeCommand('workbench.actions.view.problems');
  return false;
}
