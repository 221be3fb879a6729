import { t } from '@vscode/l10n';
import { clientCommands } from '../../protocol/commands.js';
import {
  type CancellationToken,
  CancellationTokenSource,
  commands,
  ProgressLocation,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { RunEvent, RunOutcome, RunQuestion } from '../../protocol/runs.js';
import { chosenStudy } from '../commands/study.js';
import { isFreeOfErrors, saved } from '../commands/ready-to-run.js';
import type { Pages } from '../pages/pages.js';
import type { StudyRequests } from '../requests.js';
import type { Folders } from '../results/page.js';
import { runFolder } from '../runs/run-folder.js';
import { isOfEngine, openEngineSetting } from '../tasks/engine-setting.js';
import { progressReporter } from '../tasks/progress-reporter.js';
import { runInWorker } from './in-worker.js';

/** A run that goes on, and what it was asked for. */
interface LiveRun {
  readonly file: string;
  readonly study: string;
  readonly stop: CancellationTokenSource;
}

/** The runs that go on, by the addresses of their folders. */
const running = new Map<string, LiveRun>();

/** Whether a run goes on in a folder. */
export const isRunning = (folder: Uri): boolean => running.has(folder.toString());

/** The command by which a page stops its run, whose folder it names: the finished points are kept. */
export function stopRun(folder: unknown): void {
  if (typeof folder === 'string') running.get(folder)?.stop.cancel();
}

/**
 * The command "Validate Study" in a browser: validates a study in a worker, with the results beside its file as on the desktop.
 * @param script the address of the worker's script
 */
export function validateStudy(requests: StudyRequests, pages: Pages<Folders>, script: string) {
  return async (uri?: unknown, study?: unknown, engine?: unknown): Promise<void> => {
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
    const stop = new CancellationTokenSource();
    running.set(folder.toString(), { file: file.toString(), study: chosen.study, stop });
    try {
      const outcome = await shown(chosen.study, pages, folder, (onEvent, token) => {
        token.onCancellationRequested(() => stop.cancel());
        const preset = workspace
          .getConfiguration('archscale.validation', file)
          .get<'quick' | 'full'>('preset', 'quick');
        const question: RunQuestion = {
          uri: file.toString(),
          study: chosen.study,
          folder: folder.toString(),
          preset,
          ...(engine === 'js' ? { engine } : {}),
        };
        return runInWorker(script, question, onEvent, stop.token);
      });
      running.delete(folder.toString());
      await tellEnd(outcome, chosen.study, file, engine);
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

async function tellEnd(outcome: RunOutcome, study: string, file: Uri, engine: unknown): Promise<void> {
  const again = (chosen?: string): Thenable<unknown> =>
    commands.executeCommand(clientCommands.validateStudy, file.toString(), study, chosen);
  if (outcome.kind === 'interrupted') {
    const resume = t('Resume');
    const text = t`The validation of ${study} was stopped. Its finished points are kept.`;
    if ((await window.showInformationMessage(text, resume)) === resume) await again();
  }
  if (!('message' in outcome)) return;
  const [setting, js] = [t('Open Setting'), t('Use js')];
  const text = t`${study} was not validated. ${outcome.message}`;
  const offered = isOfEngine(outcome) && engine !== 'js' ? [setting, js] : [];
  const answer = await window.showErrorMessage(text, ...offered);
  if (answer === setting) await openEngineSetting(outcome.code ?? '');
  if (answer === js) await again('js');
}
