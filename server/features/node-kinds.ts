import type { AstNode, AstNodeDescription } from 'langium';
import type { NodeKindProvider } from 'langium/lsp';
import { CompletionItemKind, SymbolKind } from 'vscode-languageserver';

const symbols: Record<string, SymbolKind> = {
  Scale: SymbolKind.Number,
  Network: SymbolKind.Class,
  Target: SymbolKind.Function,
  Study: SymbolKind.Event,
};

const completions: Record<string, CompletionItemKind> = {
  Scale: CompletionItemKind.Variable,
  Network: CompletionItemKind.Class,
  Target: CompletionItemKind.Function,
  Study: CompletionItemKind.Event,
};

/** The icons that editors show for declarations and layers. */
export class ArchNodeKinds implements NodeKindProvider {
  getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
    return symbols[typeOf(node)] ?? SymbolKind.Field;
  }

  getCompletionItemKind(node: AstNode | AstNodeDescription): CompletionItemKind {
    return completions[typeOf(node)] ?? CompletionItemKind.Field;
  }
}

function typeOf(node: AstNode | AstNodeDescription): string {
  return '$type' in node ? node.$type : node.type;
}
