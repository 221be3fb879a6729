import { commands, type ExtensionContext, window } from 'vscode';
import { showPredictions, startServer } from '../features.js';
import { StudyRequests } from '../requests.js';
import { explainDesktopOnly } from './desktop-only.js';
import { createLanguageClient, type WorkerClient } from './language-client.js';

let client: WorkerClient | undefined;

/** Called by VS Code for the Web when an .arch file is opened or a command is first used. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('Archscale', { log: true });
  client = createLanguageClient(context, output);
  const requests = new StudyRequests(client);
  const { status, parts } = showPredictions(context, client, requests);
  context.subscriptions.push(output, parts, ...explainDesktopOnly());
  await commands.executeCommand('setContext', 'archscale.web', true);
  await startServer(client, status);
}

/** Called by VS Code when the extension ends. */
export async function deactivate(): Promise<void> {
  await client?.dispose().catch(() => undefined);
}
