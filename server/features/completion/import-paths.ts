import { UriUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
import { CompletionItemKind, type CompletionItem, type Position } from 'vscode-languageserver';

/** The files that an import can name, once its path is begun: those of the workspace, relative to the file. */
export function importPaths(
  document: LangiumDocument,
  position: Position,
  documents: LangiumDocuments,
): CompletionItem[] | undefined {
  const line = document.textDocument.getText({ start: { line: position.line, character: 0 }, end: position });
  const begun = /^\s*import\s+["']([^"']*)$/.exec(line)?.[1];
  if (begun === undefined) return undefined;
  const start = { line: position.line, character: position.character - begun.length };
  const folder = UriUtils.dirname(document.uri);
  return documents.all
    .filter(({ uri }) => !UriUtils.equals(uri, document.uri))
    .map(({ uri }) => UriUtils.relative(folder, uri))
    .map((path) => (path.startsWith('.') ? path : `./${path}`))
    .map((path) => ({
      label: path,
      kind: CompletionItemKind.File,
      textEdit: { range: { start, end: position }, newText: path },
    }))
    .toArray();
}
