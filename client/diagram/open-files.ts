import { Uri, workspace, type WorkspaceEdit } from 'vscode';
import type { Subject } from '../pages/subject.js';
import type { StudyRequests } from '../requests.js';
import type { EditedFiles } from './write-sizes.js';

/** The file of a study and those that it imports, open in VS Code. */
export async function openFiles(requests: StudyRequests, { uri, study }: Subject): Promise<EditedFiles<WorkspaceEdit>> {
  await workspace.openTextDocument(Uri.parse(uri));
  return {
    version: versions,
    ask: (sizes) => requests.setSizes(uri, study, sizes),
    apply: (edit) => workspace.applyEdit(edit),
  };
}

/** What the open files of the language have for text: the same as long as none is edited. */
function versions(): string {
  const open = workspace.textDocuments.filter(({ languageId }) => languageId === 'arch');
  return open.map(({ uri, version }) => `${uri.toString()} ${version}`).join('\n');
}
