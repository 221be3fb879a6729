import { commands, type Disposable, window } from 'vscode';

/** The commands that run programs or look at processes, and what each would do, as in "Comparing runs". */
const desktopOnly: Readonly<Record<string, string>> = {
  'archscale.useAsCalibration': 'Calibrating a study',
  'archscale.removeCalibration': 'Removing a calibration',
  'archscale.openRun': 'Opening a run',
  'archscale.compareRuns': 'Comparing runs',
  'archscale.resumeRun': 'Resuming a run',
  'archscale.cancelRun': 'Cancelling a run',
  'archscale.deleteRuns': 'Deleting runs',
  'archscale.revealRun': 'Revealing the folder of a run',
  'archscale.refreshRuns': 'Looking for runs',
};

/** Commands that a browser cannot carry out say so, and what can. */
export function explainDesktopOnly(): Disposable[] {
  return Object.entries(desktopOnly).map(([command, doing]) =>
    commands.registerCommand(command, () =>
      window.showInformationMessage(
        `${doing} needs VS Code on the desktop, or the command line: a browser runs no programs.`,
      ),
    ),
  );
}
