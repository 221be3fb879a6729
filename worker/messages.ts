import { t } from '@vscode/l10n';
import type { Duration } from '../validation/request/cost.js';
import type { RunEvent } from '../validation/result.js';
import type { ShownPlan } from '../validation/request/shown-plan.js';

/**
 * What a worker asks of its host, an editor or a page: the files, which it cannot reach itself. Addresses are URIs as text; what cannot
 * be read is null.
 */
export const fileRequests = {
  /** {uri} to `FileStatus`, or null when there is nothing. */
  status: 'archscale/files/status',
  /** {uri} to the bytes of a file, or null. */
  read: 'archscale/files/read',
  /** {uri} to the `FolderEntry`s of a folder, or null. */
  list: 'archscale/files/list',
  /** {uri, text} to null: writes a file, in folders that are made where they are missing, or fails. */
  write: 'archscale/files/write',
  /** {uri, to} to null: moves a file or folder, or fails. */
  move: 'archscale/files/move',
} as const;

/** What goes with such a request. */
export interface FileQuestion {
  readonly uri: string;
  readonly text?: string;
  readonly to?: string;
}

/** What is known of a file or folder without reading it. */
export interface FileStatus {
  readonly isFolder: boolean;
  /** In bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds. */
  readonly time: number;
}

/** What lies in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** A request to the worker: validates a study of a file. `RunQuestion` to `RunOutcome`; cancelled, it keeps what was measured. */
export const runRequest = 'archscale/run';

/** A notification from the worker: a `RunEvent` of the run that goes on. */
export const runEvent = 'archscale/run/event';

/** What is to be validated; whatever is left out is as the study's `validate` block says, else usual. */
export interface RunQuestion {
  readonly uri: string;
  readonly study: string;
  /** The address of the run's folder. */
  readonly folder: string;
  readonly preset?: 'quick' | 'full';
}

/** How a run ended. Its message is for the user. */
export type RunOutcome =
  { readonly kind: 'finished' | 'interrupted' } | { readonly kind: 'refused' | 'failed'; readonly message: string };

/** A request to the worker: plans the validation of a study without running it. `PlanQuestion` to `PlanAnswer`. */
export const planRequest = 'archscale/plan';

/** What is to be planned. */
export interface PlanQuestion {
  readonly uri: string;
  /** The file's text as it stands in the editor. */
  readonly text: string;
  readonly study: string;
}

/** A plan, with the time that it takes where that is known, or the sentence that says why there is none. */
export type PlanAnswer = { readonly plan: ShownPlan<Duration> } | { readonly refusal: string };

/** What is used of a connection of `vscode-jsonrpc`, of whichever version the asking side has it. */
interface Connection {
  onNotification(method: string, handler: (event: RunEvent) => void): unknown;
  sendRequest<R>(method: string, ...parameters: readonly unknown[]): Promise<R>;
  listen(): void;
  dispose(): void;
}

/** What is used of a `Worker`: what imports this is also read where no browser's types are. */
interface EndingWorker {
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
  terminate(): void;
}

/**
 * Asks a new worker to validate a study, and ends the worker with the run: a run keeps a core busy, and hints must not wait for it.
 * @param connection to the worker, with handlers for the files that it asks for; it is listened to here, and ends with the run
 * @param token ends the run; what was measured is kept
 */
export async function askRun(
  worker: EndingWorker,
  connection: Connection,
  question: RunQuestion,
  onEvent: (event: RunEvent) => void,
  token: { readonly isCancellationRequested: boolean },
): Promise<RunOutcome> {
  connection.onNotification(runEvent, onEvent);
  try {
    return await answerOf<RunOutcome>(worker, connection, runRequest, question, token);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Asks a new worker for the plan of a study, and ends the worker with the answer: planning searches, and hints must not wait for it.
 * @param connection as for a run
 * @param signal ends the worker at once
 * @returns undefined when it was ended, or failed
 */
export async function askPlan(
  worker: EndingWorker,
  connection: Connection,
  question: PlanQuestion,
  signal: AbortSignal,
): Promise<PlanAnswer | undefined> {
  const ended = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  try {
    return await Promise.race([answerOf<PlanAnswer>(worker, connection, planRequest, question), ended]);
  } catch {
    return undefined;
  } finally {
    worker.terminate();
  }
}

/** The answer of a worker to its only question. @throws Error with what broke it, or what the worker complains of */
async function answerOf<Answer>(
  worker: EndingWorker,
  connection: Connection,
  method: string,
  ...parameters: readonly unknown[]
): Promise<Answer> {
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(t`The worker failed: ${message}`)));
  });
  connection.listen();
  try {
    return await Promise.race([connection.sendRequest<Answer>(method, ...parameters), broken]);
  } finally {
    connection.dispose();
    worker.terminate();
  }
}

export type { RunEvent };
