import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createMessageConnection,
  type CancellationToken,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';
import { workerFailed } from '../present/words/worker.js';
import { askRun, serveEstimates } from '../protocol/in-worker.js';
import type { RunEvent, RunOutcome, RunQuestion } from '../protocol/runs.js';
import type { Files } from './files.js';

/** It lies beside the bundle of this file, wherever the page does. */
const script = new URL('worker.js', import.meta.url);

/** A connection to a new worker, which is listened to once all handlers are there. */
function connect(files: Files): { readonly worker: Worker; readonly connection: MessageConnection } {
  const worker = new Worker(script);
  const connection = createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
  files.serve(connection);
  return { worker, connection };
}

/** A language server in a worker, which is initialized with what the playground can do. */
export async function startLanguageServer(
  files: Files,
  register: (connection: MessageConnection) => void,
): Promise<MessageConnection> {
  const { connection } = connect(files);
  register(connection);
  serveEstimates(connection, () => connect(files));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      textDocument: {
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
        publishDiagnostics: {},
        inlayHint: {},
      },
      workspace: { inlayHint: { refreshSupport: true } },
    },
  });
  await connection.sendNotification('initialized', {});
  return connection;
}

/** Validates a study in a worker of its own. */
export function runInWorker(
  files: Files,
  question: RunQuestion,
  onEvent: (event: RunEvent) => void,
  token: CancellationToken,
): Promise<RunOutcome> {
  const { worker, connection } = connect(files);
  return askRun(worker, connection, question, { onEvent, workerFailed }, token);
}
