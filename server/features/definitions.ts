import { CstUtils, type LangiumDocument } from 'langium';
import { DefaultDefinitionProvider } from 'langium/lsp';
import type { DefinitionParams, LocationLink } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';
import { importedDocument } from '../../language/scoping/documents.js';
import { importedUri } from '../../language/scoping/imports.js';
import type { ArchServices } from '../services.js';

const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where a name is declared; of an import's path its file. */
export class ArchDefinitions extends DefaultDefinitionProvider {
  constructor(private readonly services: ArchServices) {
    super(services);
  }

  override async getDefinition(
    document: LangiumDocument,
    params: DefinitionParams,
  ): Promise<LocationLink[] | undefined> {
    const links = this.importedFile(document, params) ?? (await super.getDefinition(document, params));
    if (!links || this.services.shared.lsp.LanguageServer.takesLinks) return links;
    // The protocol has locations in the place of links for clients that do not know these; Langium's type leaves them out.
    return links.map(({ targetUri, targetSelectionRange }) => ({
      uri: targetUri,
      range: targetSelectionRange,
    })) as unknown as LocationLink[];
  }

  private importedFile(document: LangiumDocument, { position }: DefinitionParams): LocationLink[] | undefined {
    const root = document.parseResult.value.$cstNode;
    const leaf = root && CstUtils.findLeafNodeAtOffset(root, document.textDocument.offsetAt(position));
    const node = leaf?.astNode;
    if (!leaf || !ast.isImport(node) || leaf.text === 'import') return undefined;
    const uri = importedUri(node);
    const imported = uri && importedDocument(uri, this.services.shared.workspace.LangiumDocuments);
    if (!imported) return undefined;
    const target = { targetUri: imported.uri.toString(), targetRange: start, targetSelectionRange: start };
    return [{ originSelectionRange: leaf.range, ...target }];
  }
}
