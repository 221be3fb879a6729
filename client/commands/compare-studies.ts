import { window } from 'vscode';
import type { Scope } from '../comparison/messages.js';
import type { Pages } from '../pages/pages.js';

/** The command "Compare Studies": the studies of the file in the editor, or of the workspace, in a table. */
export function compareStudies(pages: Pages<Scope>) {
  return async (): Promise<void> => {
    const shown = [window.activeTextEditor, ...window.visibleTextEditors];
    const editor = shown.find((candidate) => candidate?.document.languageId === 'arch');
    await pages.show(editor ? { uri: editor.document.uri.toString(), whole: false } : { whole: true });
  };
}
