import { commands, Uri, workspace } from 'vscode';
import { runsMeant } from './chosen-runs.js';

/** Shows a run's folder: in the explorer when it is in the workspace, else in the system's file manager. */
export async function revealRun(...meant: readonly unknown[]): Promise<void> {
  const [run] = runsMeant([meant[0], undefined]);
  if (!run) return;
  const folder = Uri.file(run.folder);
  const isInWorkspace = workspace.getWorkspaceFolder(folder) !== undefined;
  await commands.executeCommand(isInWorkspace ? 'revealInExplorer' : 'revealFileInOS', folder);
}
