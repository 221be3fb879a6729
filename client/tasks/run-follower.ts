import { t } from '@vscode/l10n';
import { commands, type Disposable, type TaskExecution, tasks, Uri, window } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import { isScan } from '../../present/report/findings.js';
import { numberText } from '../../present/numbers.js';
import { followFile, readResult, resultFile } from '../runs/result-file.js';
import type { Run } from '../runs/run.js';
import { showProgress } from './run-progress.js';
import { runOfTask } from './validation-task.js';

/** Accompanies every validation that runs as a task, however it was started: progress, results page, what it came to. */
export function followRuns(pages: Pages<Folders>): Disposable {
  return tasks.onDidStartTask(({ execution }) => {
    const run = runOfTask(execution.task);
    if (run) void accompany(execution, run, pages);
  });
}

async function accompany(execution: TaskExecution, run: Run, pages: Pages<Folders>): Promise<void> {
  let opened = false;
  const stop = followFile(resultFile(run.folder), () => {
    if (opened) return;
    opened = true;
    void pages.show([Uri.file(run.folder)], { preserveFocus: true });
  });
  const code = await showProgress(execution, run);
  stop();
  if ((code === 0 || opened) && (await readResult(run.folder))) {
    await pages.show([Uri.file(run.folder)], { preserveFocus: true });
  }
  await tellEnd(code, run, execution);
}

async function tellEnd(code: number | undefined, run: Run, execution: TaskExecution): Promise<void> {
  if (code === 0) {
    await offerCalibration(run);
    return;
  }
  if (code === undefined || code === 3) {
    const [text, resume] =
      run.on === 'slurm'
        ? [
            t`The validation of ${run.study} is no longer followed. Its terminal says how its jobs are ended.`,
            t('Follow'),
          ]
        : [t`The validation of ${run.study} was stopped. Its finished points are kept.`, t('Resume')];
    if ((await window.showInformationMessage(text, resume)) === resume) await tasks.executeTask(execution.task);
    return;
  }
  const [text, action, command] =
    code === 1
      ? [t`${run.study} was not validated: its file has errors.`, t('Show Problems'), 'workbench.actions.view.problems']
      : [
          t`The validation of ${run.study} failed. Its terminal says why.`,
          t('Show Terminal'),
          'workbench.action.terminal.focus',
        ];
  if ((await window.showErrorMessage(text, action)) === action) await commands.executeCommand(command);
}

/** Offers the prefactor of a finished run for the numbers of its study, unless it says nothing of them. */
async function offerCalibration({ file, study, folder }: Run): Promise<void> {
  const result = await readResult(folder);
  if (!result?.prefactor || result.verdict === 'disagrees' || result.level === 'estimate' || isScan(result)) return;
  const use = t('Use as Calibration');
  const factor = numberText(result.prefactor.value);
  const text =
    result.level === 'rate'
      ? t`${study} was measured: ${factor} times the heuristic's E.`
      : t`${study} was measured: ${factor} times the heuristic's P*.`;
  if ((await window.showInformationMessage(text, use)) !== use) return;
  await commands.executeCommand('archscale.useAsCalibration', Uri.file(file).toString(), study, folder);
}
