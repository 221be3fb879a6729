import { t } from '@vscode/l10n';
import type { CancellationToken, Disposable } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-languageclient/browser';
import { type RunEvent, runEvent, type RunOutcome, type RunQuestion, runRequest } from '../../worker/messages.js';
import { serveFiles } from './files.js';

/**
 * Validates a study in a worker of its own, which ends with the run: a run keeps a core busy, and hints must not wait for it.
 * @param script the address of the worker's script
 * @param token ends the run; what was measured is kept
 */
export async function runInWorker(
  script: string,
  question: RunQuestion,
  onEvent: (event: RunEvent) => void,
  token: CancellationToken,
): Promise<RunOutcome> {
  const worker = new Worker(script);
  const connection = createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
  const broken = new Promise<RunOutcome>((resolve) => {
    worker.onerror = ({ message }) => resolve({ kind: 'failed', message: t`The worker failed: ${message}` });
  });
  const parts: Disposable[] = serveFiles((method, handler) => connection.onRequest(method, handler));
  parts.push(connection.onNotification(runEvent, onEvent), connection);
  connection.listen();
  try {
    return await Promise.race([connection.sendRequest<RunOutcome>(runRequest, question, token), broken]);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const part of parts) part.dispose();
    worker.terminate();
  }
}
