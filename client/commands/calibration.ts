import { t } from '@vscode/l10n';
import path from 'node:path';
import { window } from 'vscode';
import { calibrate } from '../calibration/calibrate.js';
import type { StudyRequests } from '../requests.js';
import { runFolder } from '../runs/place.js';
import { mayRun } from '../trust.js';
import { chosenStudy } from './chosen-study.js';

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
