import { UriUtils, type URI } from 'langium';
import type { Connection, DidChangeWorkspaceFoldersParams } from 'vscode-languageserver';
import { importClosure } from '../../language/scoping/imports.js';
import type { ArchServices, ArchSharedServices } from '../services.js';

/** Takes workspace folders that come or go while the server runs: their files are read, or forgotten. */
export function followFolders(connection: Connection, { shared }: ArchServices): void {
  const { DocumentBuilder, LangiumDocuments, WorkspaceLock, WorkspaceManager } = shared.workspace;
  const follow = async ({ event }: DidChangeWorkspaceFoldersParams): Promise<void> => {
    await WorkspaceManager.ready;
    WorkspaceManager.changeFolders(event);
    const files = await WorkspaceManager.allFiles();
    await WorkspaceLock.write((token) => {
      const deleted = unused(shared).filter((uri) =>
        event.removed.some((folder) => UriUtils.contains(folder.uri, uri)),
      );
      const gone = new Set(deleted.map(String));
      // What is read already is checked anew: it may have come to lie in the workspace or outside.
      const read = LangiumDocuments.all.map(({ uri }) => uri).filter((uri) => !gone.has(uri.toString()));
      const added = files.filter((uri) => !LangiumDocuments.hasDocument(uri));
      return DocumentBuilder.update([...read, ...added], deleted, token);
    });
  };
  connection.onNotification('workspace/didChangeWorkspaceFolders', (params: DidChangeWorkspaceFoldersParams) =>
    follow(params),
  );
}

/** The files that are neither open nor in the workspace, nor imported by those that are. */
function unused({ workspace }: ArchSharedServices): URI[] {
  const { LangiumDocuments, TextDocuments, WorkspaceManager } = workspace;
  const all = LangiumDocuments.all.toArray();
  const kept = new Set(all.filter(({ uri }) => TextDocuments.get(uri) !== undefined || WorkspaceManager.reaches(uri)));
  for (const document of [...kept])
    for (const imported of importClosure(document, LangiumDocuments)) kept.add(imported);
  return all.filter((document) => !kept.has(document)).map(({ uri }) => uri);
}
