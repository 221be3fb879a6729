/** A web worker that serves the language, validates, or estimates, for VS Code for the Web and for the playground. */
import { FileChangeType } from 'vscode-languageserver';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from '../server/serve.js';
import { browserEngines } from './engine.js';
import { estimatorOf, handleEstimates } from './estimator.js';
import { hostData } from './host-data.js';
import { HostFiles } from './host-files.js';
import { handlePlans } from './planning.js';
import { handleRuns } from './validation.js';

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const files = new HostFiles(connection, (uri) => tell({ changes: [{ uri, type: FileChangeType.Changed }] }));
const { shared } = serve(connection, {
  files,
  data: hostData(files),
  estimator: estimatorOf(connection),
});
const tell: NonNullable<typeof shared.lsp.DocumentUpdateHandler.didChangeWatchedFiles> = (params) =>
  shared.lsp.DocumentUpdateHandler.didChangeWatchedFiles?.(params);

// In the place of the server's own handler: what it asks for at once must be known when it asks.
connection.onDidChangeWatchedFiles(async (params) => {
  await files.refresh(params.changes.map(({ uri }) => uri));
  tell(params);
});

// A worker that runs or plans is told of no workspace: the host, which knows it, refuses what lies outside.
const asked = new HostFiles(connection, () => undefined);
handleRuns(connection, asked);
handlePlans(connection, asked, browserEngines);
handleEstimates(connection);
