import { AstUtils, URI } from 'langium';
import type { ChangeAnnotation, CodeAction, Connection, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { lowerStudy } from '../../../language/index.js';
import { advise } from '../../../theory/advice/advice.js';
import { pageTitles } from '../../../present/words/answers.js';
import { words } from '../../../present/words/words.js';
import { freeWidths } from '../free-widths.js';
import type { ArchServices } from '../../services.js';
import { adviceData } from './advise.js';

/** `codeAction/resolve`: works out the edit of an action that was chosen. */
export function handleCodeActionResolve(connection: Connection, services: ArchServices): void {
  connection.onCodeActionResolve((action) => {
    const { edit, none } = resolved(action, services);
    if (none) connection.window.showInformationMessage(none);
    return edit ? { ...action, edit } : action;
  });
}

/** The edit of an action, or why there is none, in a sentence for the user. */
export function resolved(
  action: CodeAction,
  { shared }: ArchServices,
): { readonly edit?: WorkspaceEdit; readonly none?: string } {
  const data = adviceData(action);
  const root = data && shared.workspace.LangiumDocuments.getDocument(URI.parse(data.uri))?.parseResult.value;
  const node = ast.isDocument(root)
    ? root.declarations.filter(ast.isStudy).find(({ name }) => name === data?.study)
    : undefined;
  const study = node && lowerStudy(node);
  if (!data || !node || !study) return {};
  const widths = freeWidths(node).filter(({ name }) => data.free.includes(name));
  const advice = advise({ study, free: widths.map(({ name }) => name), goal: data.goal });
  if (advice.kind === 'none') return { none: words(advice.reason) };
  const edits = widths.flatMap((width) => {
    const value = advice.wholeSizes.get(width.name);
    const range = width.value?.$cstNode?.range;
    const uri = AstUtils.getDocument(width).uri.toString();
    return value === undefined || !range ? [] : [{ uri, edit: { range, newText: String(value) } }];
  });
  const reasons = { label: pageTitles.advice(data.study), description: advice.why.map(words).join(' ') };
  return { edit: shared.lsp.LanguageServer.annotatesEdits ? annotated(edits, reasons, shared) : plain(edits) };
}

interface FileEdit {
  readonly uri: string;
  readonly edit: TextEdit;
}

function plain(edits: readonly FileEdit[]): WorkspaceEdit {
  return { changes: Object.fromEntries([...byFile(edits)]) };
}

/** The same with its reasons, which editors show in the preview of a refactoring. */
function annotated(
  edits: readonly FileEdit[],
  reasons: ChangeAnnotation,
  { workspace }: ArchServices['shared'],
): WorkspaceEdit {
  const annotationId = 'advice';
  return {
    documentChanges: [...byFile(edits)].map(([uri, own]) => ({
      textDocument: { uri, version: workspace.TextDocuments.get(uri)?.version ?? null },
      edits: own.map((edit) => ({ ...edit, annotationId })),
    })),
    changeAnnotations: { [annotationId]: reasons },
  };
}

function byFile(edits: readonly FileEdit[]): Map<string, TextEdit[]> {
  const files = new Map<string, TextEdit[]>();
  for (const { uri, edit } of edits) files.set(uri, [...(files.get(uri) ?? []), edit]);
  return files;
}
