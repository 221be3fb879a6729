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

export type { RunEvent };
