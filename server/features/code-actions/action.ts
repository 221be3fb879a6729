import { AstUtils, CstUtils, type AstNode, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { CodeAction, Diagnostic, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Document } from '../../../language/generated/ast.js';
import type { Predictions } from '../../document/predictions.js';

/** Where actions are asked for. */
export interface ActionRequest {
  readonly document: LangiumDocument;
  readonly root: Document;
  readonly range: Range;
  /** The diagnostics there, as the editor has them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly predictions: Predictions;
  /** The files that are read. */
  readonly documents: LangiumDocuments;
}

/** One kind of action. */
export interface ActionSource {
  /** The kind as the protocol names it: `quickfix`, `refactor.rewrite`. */
  readonly kind: string;
  actions(request: ActionRequest): Iterable<CodeAction>;
}

/** The nearest node of a type around the start of a range. */
export function nodeAt<T extends AstNode>(
  root: Document,
  offset: number,
  is: (node: unknown) => node is T,
): T | undefined {
  const cst = root.$cstNode;
  const leaf = cst && (CstUtils.findLeafNodeAtOffset(cst, offset) ?? CstUtils.findLeafNodeBeforeOffset(cst, offset));
  return AstUtils.getContainerOfType(leaf?.astNode, is);
}

/** One edit of the file that a node stands in. */
export function editOf(node: AstNode, edit: TextEdit): WorkspaceEdit {
  return { changes: { [AstUtils.getDocument(node).uri.toString()]: [edit] } };
}

/** A property of what a diagnostic carries for its quick fix. */
export function dataOf(diagnostic: Diagnostic, name: string): unknown {
  const data: unknown = diagnostic.data;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;
}
