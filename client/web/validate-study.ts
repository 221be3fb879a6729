import { t } from '@vscode/l10n';
import { clientCommands } from '../../protocol/commands.js';
import { type CancellationToken, commands, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { RunEvent, RunOutcome } from '../../protocol/runs.js';
import { chosenStudy } from '../commands/study.js';
import { isFreeOfErrors, saved } from '../commands/ready-to-run.js';
import type { Pages } from '../pages/pages.js';
import type { StudyRequests } from '../requests.js';
import type { Folders } from '../results/page.js';
import { runFolder } from '../runs/run-folder.js';
import { progressReporter } from '../tasks/progress-reporter.js';
import { runInWorker } from './in-worker.js';

/** The runs that go on, by the addresses of their folders. */
const running = new Set<string>();

/**
 * The command "Validate Study" in a browser: validates a study in a worker, with the results beside its file as on the desktop.
 * @param script the address of the worker's script
 */
export function validateStudy(requests: StudyRequests, pages: Pages<Folders>, script: string) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, t('validate it'), uri, study);
    const file = chosen && (await saved(await workspace.openTextDocument(chosen.uri)));
    if (!file || !(await isFreeOfErrors(file))) return;
    const summary = (await requests.studies(file.toString())).find(({ name }) => name === chosen.study);
    const level = summary?.validation?.level ?? 'rate';
    const folder = Uri.joinPath(file, '..', runFolder(file.path, chosen.study, level));
    if (running.has(folder.toString())) {
      await window.showInformationMessage(t`${chosen.study} is being validated already.`);
      return;
    }
    running.add(folder.toString());
    try {
      const outcome = await shown(chosen.study, pages, folder, (onEvent, token) => {
        const preset = workspace
          .getConfiguration('archscale.validation', file)
          .get<'quick' | 'full'>('preset', 'quick');
        const question = { uri: file.toString(), study: chosen.study, folder: folder.toString(), preset };
        return runInWorker(script, question, onEvent, token);
      });
      await tellEnd(outcome, chosen.study, file);
    } finally {
      running.delete(folder.toString());
    }
  };
}

/** Runs with its progress as a notification, which cancels it, and its results in a page. */
function shown(
  study: string,
  pages: Pages<Folders>,
  folder: Uri,
  run: (onEvent: (event: RunEvent) => void, token: CancellationToken) => Promise<RunOutcome>,
): Thenable<RunOutcome> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: t`Validating ${study}`, cancellable: true },
    (progress, token) => {
      const report = progressReporter(progress);
      let isShown = false;
      return run((event) => {
        report(event);
        if (isShown || event.event !== 'progress') return;
        isShown = true;
        void pages.show([folder], { preserveFocus: true });
      }, token);
    },
  );
}

async function tellEnd(outcome: RunOutcome, study: string, file: Uri): Promise<void> {
  if (outcome.kind === 'interrupted') {
    const resume = t('Resume');
    const text = t`The validation of ${study} was stopped. Its finished points are kept.`;
    if ((await window.showInformationMessage(text, resume)) === resume)
      await commands.executeCommand(clientCommands.validateStudy, file.toString(), study);
  }
  if ('message' in outcome) await window.showErrorMessage(outcome.message);
}
