/** Runs, plans and estimates in a worker of their own: VS Code for the Web and the playground start them in the same way. */
import {
  answer,
  ask,
  onNotified,
  type AnsweringConnection,
  type AskingConnection,
  type NotifiedConnection,
} from './connection.js';
import type { Request } from './request.js';
import { estimateRequest, planRequest, runEventNotification, runRequest } from './requests.js';
import type { PlanAnswer, PlanQuestion, RunEvent, RunOutcome, RunQuestion } from './runs.js';

/** What is used of a connection to a worker. */
export interface WorkerConnection extends AskingConnection, NotifiedConnection {
  listen(): void;
  dispose(): void;
}

/** What is used of a `Worker`: what imports this is also read where no browser's types are. */
export interface EndingWorker {
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
  terminate(): void;
}

/** What a caller of `askRun` brings along. */
export interface RunWatcher {
  /** Called with each event of the run. */
  readonly onEvent: (event: RunEvent) => void;
  /** The sentence for a worker that broke, with the browser's reason. */
  readonly workerFailed: (reason: string) => string;
}

/** A worker that broke before it answered. */
class WorkerBrokenError extends Error {}

/**
 * Asks a new worker to validate a study, and ends the worker with the run: a run keeps a core busy, and hints must not wait for it.
 * @param connection to the worker, with handlers for the files that it asks for; it is listened to here, and ends with the run
 * @param token ends the run; what was measured is kept
 */
export async function askRun(
  worker: EndingWorker,
  connection: WorkerConnection,
  question: RunQuestion,
  { onEvent, workerFailed }: RunWatcher,
  token: { readonly isCancellationRequested: boolean },
): Promise<RunOutcome> {
  onNotified(connection, runEventNotification, onEvent);
  try {
    return await answerOf(worker, connection, runRequest, question, token);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', message: error instanceof WorkerBrokenError ? workerFailed(reason) : reason };
  }
}

/**
 * Asks a new worker for the plan of a study, and ends the worker with the answer: planning searches, and hints must not wait for it.
 * @param connection as for a run
 * @param signal ends the worker at once
 * @returns undefined when it was ended, or failed
 */
export function askPlan(
  worker: EndingWorker,
  connection: WorkerConnection,
  question: PlanQuestion,
  signal: AbortSignal,
): Promise<PlanAnswer | undefined> {
  return answerUntil(worker, connection, planRequest, question, signal);
}

/**
 * Answers the questions of a language server for estimates, each by a new worker, which ends with its answer and when the server
 * cancels: an estimate keeps a core busy, and the server answers requests meanwhile.
 * @param server a connection to the server
 * @param start starts a worker, which is not listened to yet
 * @returns what the connection to the server returns, as `answer` does
 */
export function serveEstimates<Registration>(
  server: AnsweringConnection<Registration>,
  start: () => { readonly worker: EndingWorker; readonly connection: WorkerConnection },
): Registration {
  return answer(server, estimateRequest, async (question, cancelToken) => {
    const abort = new AbortController();
    cancelToken.onCancellationRequested(() => abort.abort());
    const { worker, connection } = start();
    return (await answerUntil(worker, connection, estimateRequest, question, abort.signal)) ?? null;
  });
}

/** The answer of a worker to its only question; undefined when the signal ended it, and when it failed. */
async function answerUntil<Params, Result>(
  worker: EndingWorker,
  connection: WorkerConnection,
  request: Request<Params, Result>,
  question: Params,
  signal: AbortSignal,
): Promise<Result | undefined> {
  const ended = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  try {
    return await Promise.race([answerOf(worker, connection, request, question), ended]);
  } catch {
    return undefined;
  } finally {
    worker.terminate();
  }
}

/**
 * The answer of a worker to its only question.
 * @throws WorkerBrokenError with what broke it
 * @throws Error with what the worker answers with when it fails
 */
async function answerOf<Params, Result>(
  worker: EndingWorker,
  connection: WorkerConnection,
  request: Request<Params, Result>,
  params: Params,
  token?: object,
): Promise<Result> {
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new WorkerBrokenError(message)));
  });
  connection.listen();
  try {
    return await Promise.race([ask(connection, request, params, token), broken]);
  } finally {
    connection.dispose();
    worker.terminate();
  }
}
