import { window } from 'vscode';
import type { ComparisonPages } from '../comparison/pages.js';

/** The command "Compare Studies": the studies of the file in the editor, or of the workspace, in a table. */
export function compareStudies(pages: ComparisonPages) {
  return (): void => {
    const shown = [window.activeTextEditor, ...window.visibleTextEditors];
    const editor = shown.find((candidate) => candidate?.document.languageId === 'arch');
    pages.show(editor ? { uri: editor.document.uri.toString(), whole: false } : { whole: true });
  };
}
