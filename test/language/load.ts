import { URI, type LangiumDocument } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { textOf } from '../../language/diagnostic-text.js';
import { createArchServices, type ast } from '../../language/index.js';
import { words } from '../../present/words/words.js';

/** Builds a text as if it stood in a file, together with what it imports. */
export async function load(text: string, path = '/nowhere/test.arch'): Promise<LangiumDocument<ast.Document>> {
  const { shared } = createArchServices(NodeFileSystem, words);
  const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = shared.workspace;
  const document = LangiumDocumentFactory.fromString<ast.Document>(text, URI.file(path));
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document], { validation: true });
  return document;
}

/** The diagnostics of a document, as the cases write them: places count from 1. */
export function diagnosticsOf(
  document: LangiumDocument,
): { severity: string; code: string; place: string; message: string }[] {
  return (document.diagnostics ?? []).map(({ severity, code, range: { start, end }, ...diagnostic }) => ({
    severity: ['error', 'warning', 'info', 'hint'][(severity ?? 1) - 1] ?? '',
    code: String(code),
    place: `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`,
    message: textOf(diagnostic),
  }));
}
