import { t } from '@vscode/l10n';
import { AstUtils, UriUtils } from 'langium';
import { importedUri } from '../scoping/imports.js';
import { check } from './check.js';

/**
 * A file of the workspace should import files of the workspace: whoever opens somebody else's project is told when it reads
 * other files of theirs. Where there is no workspace, as on the command line, nothing lies outside it.
 */
export const importOutside = check('Import', ['arch-import-outside'], function* (one, services) {
  const folders = services.shared.workspace.WorkspaceManager.workspaceFolders ?? [];
  const isInside = (address: string): boolean => folders.some(({ uri }) => UriUtils.contains(uri, address));
  const imported = importedUri(one);
  if (!imported || !isInside(AstUtils.getDocument(one).uri.toString()) || isInside(imported.toString())) return;
  yield {
    node: one,
    property: 'path',
    code: 'arch-import-outside',
    severity: 'warning',
    message: t`${one.path} lies outside the workspace: copy it into the workspace, or open the folder that holds both.`,
  };
});
