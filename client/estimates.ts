import { EventEmitter } from 'vscode';
import { onNotified, type NotifiedConnection } from '../protocol/connection.js';
import { estimatedNotification } from '../protocol/requests.js';

const made = new EventEmitter<void>();

/** Fires when the language server has estimated P* of a study: what shows predictions asks again. */
export const onEstimated = made.event;

/** Has `onEstimated` hear of the estimates of a server. */
export function hearEstimates(client: NotifiedConnection): void {
  onNotified(client, estimatedNotification, () => made.fire());
}
