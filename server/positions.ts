import { AstUtils, GrammarUtils, type AstNode, type CstNode } from 'langium';
import type { Location, Position, Range } from 'vscode-languageserver';

type Named = AstNode & { readonly name?: string };

/** Where a node's name stands; undefined while the name is not yet typed. */
export function nameRange(node: Named): Range | undefined {
  return nameCst(node)?.range;
}

/** Where a node's name is, or the node itself, over all files: what a click leads to. */
export function locationOf(node: Named | undefined): Location | undefined {
  const range = node && (nameRange(node) ?? node.$cstNode?.range);
  return node && range && { uri: AstUtils.getDocument(node).uri.toString(), range };
}

/** Where a property of a node ends. */
export function endOf(node: AstNode, property: string): Position | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, property)?.range.end;
}

/** Where a keyword of a node ends. */
export function endOfKeyword(node: AstNode, keyword: string): Position | undefined {
  return GrammarUtils.findNodeForKeyword(node.$cstNode, keyword)?.range.end;
}

/** True when some line of a node lies in the lines of a range. */
export function touches(node: AstNode, range: Range): boolean {
  const own = node.$cstNode?.range;
  return own !== undefined && own.start.line <= range.end.line && own.end.line >= range.start.line;
}

/** A declaration's identity over all files and edits. */
export function declarationId(node: Named): string {
  return `${AstUtils.getDocument(node).uri.toString()}#${node.name ?? ''}`;
}

function nameCst(node: Named): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, 'name');
}
