import { t } from '@vscode/l10n';
import type { RunEvent } from '../validation/result.js';

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
  const broken = new Promise<RunOutcome>((resolve) => {
    worker.addEventListener('error', ({ message }) =>
      resolve({ kind: 'failed', message: t`The worker failed: ${message}` }),
    );
  });
  connection.onNotification(runEvent, onEvent);
  connection.listen();
  try {
    return await Promise.race([connection.sendRequest<RunOutcome>(runRequest, question, token), broken]);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    connection.dispose();
    worker.terminate();
  }
}

export type { RunEvent };
