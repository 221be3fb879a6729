import type { Connection } from 'vscode-languageserver';
import { diagnosticCodes } from '../../language/index.js';
import type { ArchServices } from '../services.js';

const codes = new Set<unknown>(diagnosticCodes);

/** Lets each diagnostic link to its section of the documentation, where the editor said where that lies. */
export function linkDiagnostics(connection: Connection, { shared }: ArchServices): void {
  const server = shared.lsp.LanguageServer;
  const send = connection.sendDiagnostics.bind(connection);
  connection.sendDiagnostics = (params) => {
    const address = server.documentationAddress;
    if (address === undefined) return send(params);
    const diagnostics = params.diagnostics.map((one) =>
      codes.has(one.code)
        ? { ...one, codeDescription: { href: `${address}diagnostics.html#${String(one.code)}` } }
        : one,
    );
    return send({ ...params, diagnostics });
  };
}
