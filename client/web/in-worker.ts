import type { CancellationToken, Disposable } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-languageclient/browser';
import { workerFailed } from '../../present/words/worker.js';
import type { AnsweringConnection } from '../../protocol/connection.js';
import { askPlan, askRun, serveEstimates } from '../../protocol/in-worker.js';
import type { RunEvent, RunOutcome, RunQuestion } from '../../protocol/runs.js';
import type { Planner } from '../plans/planned.js';
import { serveFiles } from './files.js';

/** Starts a worker, which reaches files through the workspace and is not listened to yet. */
function started(script: string) {
  const worker = new Worker(script);
  const connection = createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
  serveFiles(connection);
  return { worker, connection };
}

/**
 * Answers the questions of a language server for estimates, each in a worker of its own.
 * @param script the address of the worker's script
 */
export function estimateInWorkers(server: AnsweringConnection<Disposable>, script: string): Disposable {
  return serveEstimates(server, () => started(script));
}

/**
 * Plans each study in a worker of its own, which reaches imports through the workspace.
 * @param script the address of the worker's script
 */
export function plannerInWorkers(script: string): Planner {
  return (question, signal) => {
    const { worker, connection } = started(script);
    return askPlan(worker, connection, question, signal);
  };
}

/**
 * Validates a study in a worker of its own, which reaches files through the workspace.
 * @param script the address of the worker's script
 * @param token ends the run; what was measured is kept
 */
export function runInWorker(
  script: string,
  question: RunQuestion,
  onEvent: (event: RunEvent) => void,
  token: CancellationToken,
): Promise<RunOutcome> {
  const { worker, connection } = started(script);
  return askRun(worker, connection, question, { onEvent, workerFailed }, token);
}
