import { t } from '@vscode/l10n';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { window } from 'vscode';
import type { StudyRequests } from '../requests.js';
import { runFolder } from '../runs/run-folder.js';
import { mayRun } from '../trust.js';
import { chosenStudy } from './study.js';

/** What `archscale calibrate` came to: done, or the reason why not, for the user. */
export type Calibrated = { readonly done: true } | { readonly done: false; readonly reason: string };

/**
 * Runs `archscale calibrate` in a process of its own, with VS Code's own Node.
 * @param cli path of the command line's bundle
 * @param options `--from FOLDER`, or `--remove`
 */
export function calibrate(cli: string, file: string, study: string, options: readonly string[]): Promise<Calibrated> {
  const call = [cli, 'calibrate', file, '--study', study, ...options];
  const settings = { cwd: path.dirname(file), env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } };
  return new Promise((resolve) => {
    execFile(process.execPath, call, settings, (error, _, stderr) => {
      resolve(error ? { done: false, reason: reasonIn(stderr) ?? error.message } : { done: true });
    });
  });
}

/** The sentence with which the command line ended. */
function reasonIn(stderr: string): string | undefined {
  const last = stderr.trim().split('\n').at(-1);
  return last ? last.replace(/^archscale: /, '') : undefined;
}

/**
 * The command "Use Last Results as Calibration": keeps the prefactor of a run for the numbers of its study.
 * @param cli path of the command line's bundle
 */
export function useAsCalibration(requests: StudyRequests, cli: string) {
  return async (uri?: unknown, study?: unknown, folder?: unknown): Promise<void> => {
    if (!(await mayRun(t('Calibrating a study')))) return;
    const chosen = await chosenStudy(requests, t('calibrate it'), uri, study);
    if (!chosen) return;
    const file = chosen.uri.fsPath;
    const usual = path.join(path.dirname(file), runFolder(file, chosen.study, 'rate'));
    const from = typeof folder === 'string' ? folder : usual;
    const outcome = await calibrate(cli, file, chosen.study, ['--from', from]);
    if (outcome.done) window.setStatusBarMessage(t`The numbers of ${chosen.study} are calibrated.`, 5000);
    else await window.showErrorMessage(t`${chosen.study} was not calibrated. ${outcome.reason}`);
  };
}

/** The command "Remove Calibration": the numbers of a study are bare scales again. */
export function removeCalibration(requests: StudyRequests, cli: string) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    if (!(await mayRun(t('Removing a calibration')))) return;
    const chosen = await chosenStudy(requests, t('remove its calibration'), uri, study);
    if (!chosen) return;
    const outcome = await calibrate(cli, chosen.uri.fsPath, chosen.study, ['--remove']);
    if (outcome.done) window.setStatusBarMessage(t`The numbers of ${chosen.study} are bare scales again.`, 5000);
    else await window.showInformationMessage(outcome.reason);
  };
}
