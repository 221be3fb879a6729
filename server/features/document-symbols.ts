import type { AstNode, CstNode, LangiumDocument } from 'langium';
import { DefaultDocumentSymbolProvider } from 'langium/lsp';
import type { DocumentSymbol } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';

/** The outline: declarations, and the layers of networks, each with what it is. */
export class ArchDocumentSymbols extends DefaultDocumentSymbolProvider {
  protected override createSymbol(
    document: LangiumDocument,
    node: AstNode,
    cst: CstNode,
    name: CstNode,
    computedName?: string,
  ): DocumentSymbol {
    return { ...super.createSymbol(document, node, cst, name, computedName), detail: detail(node) };
  }
}

function detail(node: AstNode): string {
  if (ast.isLayer(node)) return 'residual' in node && node.residual ? `residual ${node.kind}` : node.kind;
  return ast.isDeclaration(node) ? node.$type.toLowerCase() : '';
}
