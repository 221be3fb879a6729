import { URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { PositionEncoding } from '../position-encoding.js';

/**
 * Lets diagnostics of open files say to which version of the text they belong, so that an editor can tell late ones from
 * current ones. Langium leaves the version out.
 * @param encoding how the client counts characters.
 */
export function tellVersions(
  connection: Connection,
  { shared }: { readonly shared: LangiumSharedServices },
  encoding = new PositionEncoding(),
): void {
  const { LangiumDocuments, TextDocuments } = shared.workspace;
  const send = connection.sendDiagnostics.bind(connection);
  connection.sendDiagnostics = (params) => {
    const uri = URI.parse(params.uri);
    const built = TextDocuments?.get(uri) && LangiumDocuments.getDocument(uri)?.textDocument.version;
    return send(encoding.outgoing(built === undefined ? params : { version: built, ...params }));
  };
}
