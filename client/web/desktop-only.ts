import { t } from '@vscode/l10n';
import { commands, type Disposable, window } from 'vscode';

/** The commands that run programs or look at processes, and what each would do, as in "Comparing runs". */
const desktopOnly = (): Readonly<Record<string, string>> => ({
  'archscale.useAsCalibration': t('Calibrating a study'),
  'archscale.removeCalibration': t('Removing a calibration'),
  'archscale.openRun': t('Opening a run'),
  'archscale.compareRuns': t('Comparing runs'),
  'archscale.deleteRuns': t('Deleting runs'),
  'archscale.revealRun': t('Revealing the folder of a run'),
  'archscale.refreshRuns': t('Looking for runs'),
});

/** Commands that a browser cannot carry out say so, and what can. */
export function explainDesktopOnly(): Disposable[] {
  return Object.entries(desktopOnly()).map(([command, doing]) =>
    commands.registerCommand(command, () =>
      window.showInformationMessage(
        t`${doing} needs VS Code on the desktop, or the command line: a browser runs no programs.`,
      ),
    ),
  );
}
