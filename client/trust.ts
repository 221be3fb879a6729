import { t } from '@vscode/l10n';
import { commands, window, workspace } from 'vscode';

/**
 * Whether programs may run here. When not, says so and offers to manage the workspace's trust.
 * @param doing what was asked for, as in "Validating a study"
 */
export async function mayRun(doing: string): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = t('Manage Workspace Trust');
  const answer = await window.showWarningMessage(
    t`${doing} runs a program, which this workspace may not do until you trust it. Reading, hints and hovers work without.`,
    manage,
  );
  if (answer === manage) await commands.executeCommand('workbench.trust.manage');
  return false;
}
