import { t } from '@vscode/l10n';
import { Uri, window, workspace } from 'vscode';

/**
 * Asks where to save a file, and saves it.
 * @returns where; undefined where it was not saved.
 * @param folder where the dialogue begins
 * @param name the name that it offers
 * @param kind the kind of file in the dialogue
 */
export async function saveAs(folder: Uri, name: string, kind: string, content: Uint8Array): Promise<Uri | undefined> {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, name),
    filters: { [kind]: [extension] },
  });
  if (!target) return undefined;
  try {
    await workspace.fs.writeFile(target, content);
    return target;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await window.showErrorMessage(t`${target.fsPath} was not saved: ${reason}`);
    return undefined;
  }
}

/** The bytes of a text, in UTF-8. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes that a page sends as base64. */
export const bytesFrom = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
