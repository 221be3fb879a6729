import { t } from '@vscode/l10n';
import { commands, type Disposable, type TaskExecution, tasks, Uri, window } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { Folders } from '../results/page.js';
import { canCalibrate } from '../../present/report/conclusion.js';
import { numberText } from '../../present/numbers.js';
import { followFile, readResult, resultFile } from '../runs/result-file.js';
import type { Run, RunDefinition } from '../runs/run.js';
import { isOfEngine, openEngineSetting } from './engine-setting.js';
import { takeEnding, type RunEnding } from './run-ending.js';
import { showProgress } from './run-progress.js';
import { runOfTask, validationTask } from './validation-task.js';

/**
 * Accompanies every validation that runs as a task, however it was started: progress, results page, what it came to.
 * @param cli path of the command line's bundle
 */
export function followRuns(pages: Pages<Folders>, cli: string): Disposable {
  return tasks.onDidStartTask(({ execution }) => {
    const run = runOfTask(execution.task);
    if (run) void accompany(execution, run, pages, cli);
  });
}

async function accompany(execution: TaskExecution, run: Run, pages: Pages<Folders>, cli: string): Promise<void> {
  let opened = false;
  const stop = followFile(resultFile(run.folder), () => {
    if (opened) return;
    opened = true;
    void pages.show([Uri.file(run.folder)], { preserveFocus: true });
  });
  const code = await showProgress(execution, run);
  stop();
  const result = await readResult(run.folder);
  if (result && (code === 0 || opened || result.status === 'failed')) {
    await pages.show([Uri.file(run.folder)], { preserveFocus: true });
  }
  await tellEnd(code, run, execution, cli);
}

async function tellEnd(code: number | undefined, run: Run, execution: TaskExecution, cli: string): Promise<void> {
  const ending = await takeEnding(execution.task);
  if (code === 0 && !ending) await offerCalibration(run);
  else if (code === undefined || code === 3 || ending?.kind === 'interrupted') await tellStop(run, execution);
  else if (code === 1) await tellErrors(run);
  else await tellFailure(run, execution, ending, cli);
}

async function tellStop({ study, on }: Run, { task }: TaskExecution): Promise<void> {
  const [text, resume] =
    on === 'slurm'
      ? [t`The validation of ${study} is no longer followed. Its terminal says how its jobs are ended.`, t('Follow')]
      : [t`The validation of ${study} was stopped. Its finished points are kept.`, t('Resume')];
  if ((await window.showInformationMessage(text, resume)) === resume) await tasks.executeTask(task);
}

async function tellErrors({ study }: Run): Promise<void> {
  const problems = t('Show Problems');
  const text = t`${study} was not validated: its file has errors.`;
  if ((await window.showErrorMessage(text, problems)) === problems)
    await commands.executeCommand('workbench.actions.view.problems');
}

/** Says why a run failed; where its engine is the reason, offers the engine that is always there. */
async function tellFailure(
  run: Run,
  { task }: TaskExecution,
  ending: RunEnding | undefined,
  cli: string,
): Promise<void> {
  const isEngine = ending !== undefined && isOfEngine(ending) && run.engine !== 'js';
  const [setting, js, terminal] = [t('Open Setting'), t('Use js'), t('Show Terminal')];
  const text = ending
    ? t`${run.study} was not validated. ${ending.message}`
    : t`The validation of ${run.study} failed. Its terminal says why.`;
  const answer = await window.showErrorMessage(text, ...(isEngine ? [setting, js] : [terminal]));
  if (answer === terminal) await commands.executeCommand('workbench.action.terminal.focus');
  if (answer === setting) await openEngineSetting(ending?.code ?? '');
  const again =
    answer === js && validationTask({ ...(task.definition as RunDefinition), engine: 'js' }, task.scope, cli);
  if (again) await tasks.executeTask(again);
}

/** Offers the prefactor of a finished run for the numbers of its study, unless it says nothing of them. */
async function offerCalibration({ file, study, folder }: Run): Promise<void> {
  const result = await readResult(folder);
  if (!result?.prefactor || !canCalibrate(result)) return;
  const use = t('Use as Calibration');
  const factor = numberText(result.prefactor.value);
  const text =
    result.level === 'rate'
      ? t`${study} was measured: ${factor} times the heuristic's E.`
      : t`${study} was measured: ${factor} times the heuristic's P*.`;
  if ((await window.showInformationMessage(text, use)) !== use) return;
  await commands.executeCommand('archscale.useAsCalibration', Uri.file(file).toString(), study, folder);
}
