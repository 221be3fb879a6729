import { delimiter } from 'node:path';
import { l10n, workspace } from 'vscode';
import { mayReadOutside } from './outside.js';

/** What the bundled command line is told by its environment, whatever it is started for: VS Code's Node, the workspace's folders, the user's settings. */
export function childEnvironment(): Record<string, string> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const python = workspace.getConfiguration('archscale').get('python', '').trim();
  return {
    ELECTRON_RUN_AS_NODE: '1',
    ARCHSCALE_FOLDERS: folders.map(({ uri }) => uri.fsPath).join(delimiter),
    ...(mayReadOutside() && { ARCHSCALE_ALLOW_OUTSIDE: '1' }),
    ...(python !== '' && { ARCHSCALE_PYTHON: python }),
  };
}

/** The environment by which the command line speaks the language of the editor, where there is a translation. */
export function editorTexts(): Record<string, string> {
  return l10n.uri?.scheme === 'file' ? { ARCHSCALE_TEXTS: l10n.uri.fsPath } : {};
}
