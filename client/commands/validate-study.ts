import { t } from '@vscode/l10n';
import { tasks, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { StudyRequests } from '../requests.js';
import { definitionFor, scopeOf, validationTask } from '../tasks/validation-task.js';
import { mayRun } from '../trust.js';
import { chosenStudy } from './study.js';
import { isFreeOfErrors, saved } from './ready-to-run.js';

/**
 * The command "Validate Study": runs a study's validation as a task.
 * @param cli path of the command line's bundle
 */
export function validateStudy(requests: StudyRequests, cli: string) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    if (!(await mayRun(t('Validating a study')))) return;
    const chosen = await chosenStudy(requests, t('validate it'), uri, study);
    const file = chosen && (await onDisk(await workspace.openTextDocument(chosen.uri)));
    if (!file || !(await isFreeOfErrors(file))) return;
    const studies = await requests.studies(file.toString());
    const summary = studies.find(({ name }) => name === chosen.study) ?? { name: chosen.study, validation: null };
    const task = validationTask(definitionFor(file, summary), scopeOf(file), cli);
    if (task) await tasks.executeTask(task);
  };
}

async function onDisk(document: TextDocument): Promise<Uri | undefined> {
  const file = await saved(document);
  if (!file || file.scheme === 'file') return file;
  await window.showErrorMessage(t('Only files on disk can be validated. Save a copy of this one there.'));
  return undefined;
}
