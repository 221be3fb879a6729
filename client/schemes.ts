import { workspace } from 'vscode';

/** Where .arch files may come from. Git's and other views of old versions are left out. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];

/** The documents that are served: .arch files of these places and of the folders that are open, wherever those lie. */
export function documentSelector(): { language: string; scheme: string }[] {
  const open = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  return [...new Set([...schemes, ...open])].map((scheme) => ({ language: 'arch', scheme }));
}
