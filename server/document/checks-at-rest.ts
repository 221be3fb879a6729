import { DocumentState, type LangiumDocument } from 'langium';
import { CancellationTokenSource } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import type { ArchServices } from '../services.js';
import { later } from './later.js';

/** So long nobody must have typed before what takes long is worked out, in milliseconds. */
const rest = 400;

/**
 * Runs the slow checks of open files when nobody types, and sends what they find beside the other diagnostics. They stay
 * outside the build of documents, and stop with the next keystroke, which never waits for them.
 */
export function checkAtRest(connection: Connection, { shared, validation }: ArchServices): void {
  const { DocumentBuilder, LangiumDocuments, TextDocuments, WorkspaceLock } = shared.workspace;
  const checked = new WeakSet<object>();
  let quiet = new CancellationTokenSource();

  const check = async (document: LangiumDocument): Promise<void> => {
    const { diagnostics } = document;
    if (document.state !== DocumentState.Validated || !diagnostics || checked.has(diagnostics)) return;
    if (TextDocuments?.get(document.uri)?.version !== document.textDocument.version) return;
    const slow = { categories: ['slow'] };
    const found = await validation.DocumentValidator.validateDocument(document, slow, quiet.token);
    checked.add(diagnostics);
    if (found.length === 0 || document.diagnostics !== diagnostics) return;
    diagnostics.push(...found);
    await connection.sendDiagnostics({
      uri: document.uri.toString(),
      diagnostics,
    });
  };

  const checkAll = async (): Promise<void> => {
    for (const document of LangiumDocuments.all.toArray()) await WorkspaceLock.read(() => check(document));
  };

  TextDocuments?.onDidChangeContent(() => {
    quiet.cancel();
    quiet = new CancellationTokenSource();
  });
  DocumentBuilder.onBuildPhase(
    DocumentState.Validated,
    later(rest, () => void checkAll().catch(() => undefined)),
  );
}
