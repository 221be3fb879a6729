import { AstUtils, inject, type AstNode, type Module } from 'langium';
import {
  AbstractInlayHintProvider,
  createDefaultModule,
  createDefaultSharedModule,
  startLanguageServer,
  type InlayHintAcceptor,
  type LangiumServices,
  type PartialLangiumServices,
} from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import * as ast from '../../language/generated/ast.js';
import { ArchGeneratedModule, ArchGeneratedSharedModule } from '../../language/generated/module.js';
import { tellVersions } from '../../server/document/diagnostic-versions.js';

/** Langium has no hints of its own: this says after each layer in which network it stands, as little as a hint can be. */
class PlainHints extends AbstractInlayHintProvider {
  override computeInlayHint(node: AstNode, accept: InlayHintAcceptor): void {
    const position = ast.isLayer(node) ? node.$cstNode?.range.end : undefined;
    if (position) accept({ position, label: AstUtils.getContainerOfType(node, ast.isNetwork)?.name ?? '' });
  }
}

/** What Langium makes of the grammar by itself: the measure for the language server. */
const connection = createConnection(ProposedFeatures.all);
const shared = inject(createDefaultSharedModule({ connection, ...NodeFileSystem }), ArchGeneratedSharedModule);
const hints: Module<LangiumServices, PartialLangiumServices> = { lsp: { InlayHintProvider: () => new PlainHints() } };
const plain = inject(createDefaultModule({ shared }), ArchGeneratedModule, hints);
shared.ServiceRegistry.register(plain);
// So that it is known which keystroke its diagnostics answer.
tellVersions(connection, { shared });
startLanguageServer(shared);
