import type { CancellationToken } from 'vscode-languageserver-protocol';
import type { Notification, Request } from './request.js';

/** What is used of the side that asks: a connection of any LSP library, or a language client. */
export interface AskingConnection {
  sendRequest<Result>(method: string, ...parameters: readonly unknown[]): Promise<Result>;
}

/** What is used of the side that answers. */
export interface AnsweringConnection<Registration = unknown> {
  onRequest<Params>(method: string, handler: (params: Params, cancelToken: CancellationToken) => unknown): Registration;
}

/** What is used of the side that sends notifications. */
export interface NotifyingConnection {
  sendNotification(method: string, params: unknown): Promise<void>;
}

/** What is used of the side that gets notifications. */
export interface NotifiedConnection {
  onNotification<Params>(method: string, handler: (params: Params) => void): unknown;
}

/**
 * Sends a request and waits for its answer.
 * @param token cancels the request at the other side
 * @throws what the other side answers with when it fails or is cancelled
 */
export function ask<Params, Result>(
  connection: AskingConnection,
  { method }: Request<Params, Result>,
  params: Params,
  token?: object,
): Promise<Result> {
  return connection.sendRequest<Result>(method, params, ...(token ? [token] : []));
}

/**
 * Registers the handler of a request.
 * @returns what the connection returns, which for most connections ends the registration when it is disposed of
 */
export function answer<Params, Result, Registration>(
  connection: AnsweringConnection<Registration>,
  { method }: Request<Params, Result>,
  handler: (params: Params, cancelToken: CancellationToken) => Result | PromiseLike<Result>,
): Registration {
  return connection.onRequest(method, handler);
}

/** Sends a notification. */
export function notify<Params>(
  connection: NotifyingConnection,
  { method }: Notification<Params>,
  params: Params,
): Promise<void> {
  return connection.sendNotification(method, params);
}

/** Registers the handler of a notification. */
export function onNotified<Params>(
  connection: NotifiedConnection,
  { method }: Notification<Params>,
  handler: (params: Params) => void,
): void {
  connection.onNotification(method, handler);
}
