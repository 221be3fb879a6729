import type { WorkspaceEdit } from 'vscode-languageserver';
import type { ArchSharedServices } from './services.js';

/** The same edits with the versions of the open files that they are for, where the client takes them: it refuses what comes late. */
export function versioned(edit: WorkspaceEdit, { lsp, workspace }: ArchSharedServices): WorkspaceEdit {
  if (!edit.changes || !lsp.LanguageServer.takesVersions) return edit;
  const documentChanges = Object.entries(edit.changes).map(([uri, edits]) => ({
    textDocument: { uri, version: workspace.TextDocuments.get(uri)?.version ?? null },
    edits,
  }));
  return { documentChanges };
}
