import path from 'node:path';
import { commands, DiagnosticSeverity, languages, tasks, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { StudyRequests } from '../requests.js';
import { definitionFor, scopeOf, validationTask } from '../tasks/validation-task.js';
import { mayRun } from '../trust.js';
import { chosenStudy } from './chosen-study.js';

/**
 * The command "Validate Study": runs a study's validation as a task.
 * @param cli path of the command line's bundle
 */
export function validateStudy(requests: StudyRequests, cli: string) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    if (!(await mayRun('Validating a study'))) return;
    const chosen = await chosenStudy(requests, 'validate it', uri, study);
    const file = chosen && (await saved(await workspace.openTextDocument(chosen.uri)));
    if (!file || !(await isFreeOfErrors(file))) return;
    const studies = await requests.studies(file.toString());
    const summary = studies.find(({ name }) => name === chosen.study) ?? { name: chosen.study, validation: null };
    const task = validationTask(definitionFor(file, summary), scopeOf(file), cli);
    if (task) await tasks.executeTask(task);
  };
}

/** The document's file, saved; undefined when the user does not save it. */
async function saved(document: TextDocument): Promise<Uri | undefined> {
  if (document.isUntitled) {
    const answer = await window.showInformationMessage('The file must be saved before it is validated.', 'Save');
    return answer === undefined ? undefined : workspace.save(document.uri);
  }
  if (document.uri.scheme !== 'file') {
    await window.showErrorMessage('Only files on disk can be validated. Save a copy of this one there.');
    return undefined;
  }
  if (document.isDirty && !(await document.save())) return undefined;
  return document.uri;
}

async function isFreeOfErrors(file: Uri): Promise<boolean> {
  const errors = languages.getDiagnostics(file).filter(({ severity }) => severity === DiagnosticSeverity.Error);
  if (errors.length === 0) return true;
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  const problems = 'Show Problems';
  const answer = await window.showErrorMessage(
    `${path.basename(file.fsPath)} has ${count}. Mend that first.`,
    problems,
  );
  if (answer === problems) await commands.executeCommand('workbench.actions.view.problems');
  return false;
}
