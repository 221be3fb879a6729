import { t } from '@vscode/l10n';
import { window } from 'vscode';
import { runsMeant } from './chosen-runs.js';

/** Asks the processes of runs to end, which keeps their points. */
export async function cancelRun(...meant: readonly unknown[]): Promise<void> {
  for (const { study, owner } of runsMeant([meant[0], meant[1]])) {
    if (!owner) continue;
    if (!owner.isHere) {
      await window.showInformationMessage(
        t`The run of ${study} is on ${owner.host}: stop process ${owner.process} there.`,
      );
      continue;
    }
    try {
      process.kill(owner.process, 'SIGTERM');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await window.showErrorMessage(t`The run of ${study} was not stopped: ${reason}.`);
    }
  }
}
