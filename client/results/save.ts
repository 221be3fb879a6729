import path from 'node:path';
import { Uri, window, workspace } from 'vscode';

/**
 * Asks where to save a file, and saves it.
 * @param proposal the path offered
 * @param kind the kind of file in the dialogue
 */
export async function saveAs(proposal: string, kind: string, content: Uint8Array): Promise<void> {
  const extension = path.extname(proposal).slice(1);
  const target = await window.showSaveDialog({ defaultUri: Uri.file(proposal), filters: { [kind]: [extension] } });
  if (!target) return;
  try {
    await workspace.fs.writeFile(target, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await window.showErrorMessage(`${target.fsPath} was not saved: ${reason}`);
  }
}
