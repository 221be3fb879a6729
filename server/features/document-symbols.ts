import type { AstNode, CstNode, LangiumDocument } from 'langium';
import { DefaultDocumentSymbolProvider } from 'langium/lsp';
import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';
import type { ArchServices } from '../services.js';

/** The outline: declarations, and the layers of networks, each with what it is. */
export class ArchDocumentSymbols extends DefaultDocumentSymbolProvider {
  constructor(private readonly services: ArchServices) {
    super(services);
  }

  override async getSymbols(document: LangiumDocument, params: DocumentSymbolParams): Promise<DocumentSymbol[]> {
    const symbols = await super.getSymbols(document, params);
    if (this.services.shared.lsp.LanguageServer.nestsSymbols) return symbols;
    // The protocol has the flat kind in the place of the nested for clients that do not know it; Langium's type leaves it out.
    return flat(symbols, document.uri.toString()) as unknown as DocumentSymbol[];
  }

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

function flat(symbols: readonly DocumentSymbol[], uri: string, containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
    ...flat(children, uri, name),
  ]);
}

function detail(node: AstNode): string {
  if (ast.isLayer(node)) return 'residual' in node && node.residual ? `residual ${node.kind}` : node.kind;
  return ast.isDeclaration(node) ? node.$type.toLowerCase() : '';
}
