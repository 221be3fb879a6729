/** Carries types that no value has. */
declare const types: unique symbol;

/**
 * A request of the protocol: its name on the wire, with the types of its parameters and its result.
 * It belongs to no LSP library, so that pages, workers and tests can read it.
 */
export interface Request<Params, Result> {
  readonly method: string;
  /** No value has it: it keeps requests of different types apart. */
  readonly [types]?: (params: Params) => Result;
}

/** A notification of the protocol: its name on the wire, with the type of its parameters. Nothing answers it. */
export interface Notification<Params> {
  readonly method: string;
  /** No value has it. */
  readonly [types]?: (params: Params) => void;
}

/** Declares a request. `Result` includes null where a request can be answered with nothing. */
export function request<Params, Result>(method: string): Request<Params, Result> {
  return { method };
}

/** Declares a notification. */
export function notification<Params>(method: string): Notification<Params> {
  return { method };
}
