import { DocumentState, URI } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import type { ArchServices } from '../../services.js';

/**
 * The syntax tree of a file for a request of ours, once it is linked.
 * @returns undefined when the file is not one of the language or is not known.
 */
export async function documentOf(
  services: ArchServices,
  uri: string,
  cancelToken: CancellationToken,
): Promise<ast.Document | undefined> {
  const { workspace, ServiceRegistry } = services.shared;
  const address = URI.parse(uri);
  if (!ServiceRegistry.hasServices(address)) return undefined;
  await workspace.WorkspaceManager.ready;
  if (!workspace.TextDocuments.get(address) && !workspace.LangiumDocuments.hasDocument(address)) return undefined;
  await workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, address, cancelToken);
  const root = workspace.LangiumDocuments.getDocument(address)?.parseResult.value;
  return ast.isDocument(root) ? root : undefined;
}
