import { commands, type ExtensionContext, window } from 'vscode';
import { showPredictions, startServer } from '../features.js';
import { exportReport } from '../commands/export-report.js';
import { Pages } from '../pages/pages.js';
import { StudyRequests } from '../requests.js';
import { resultsPages } from '../results/page.js';
import { explainDesktopOnly } from './desktop-only.js';
import { createLanguageClient, type WorkerClient, workerScript } from './language-client.js';
import { lastResults, showLastResults } from './results.js';
import { validateStudy } from './validate-study.js';
import { useTranslation } from '../translation.js';

let client: WorkerClient | undefined;

/** Called by VS Code for the Web when an .arch file is opened or a command is first used. */
export async function activate(context: ExtensionContext): Promise<void> {
  useTranslation();
  const output = window.createOutputChannel('Archscale', { log: true });
  client = createLanguageClient(context, output);
  const requests = new StudyRequests(client);
  const { status, parts } = showPredictions(context, client, requests);
  const results = new Pages(context, resultsPages(context.extensionUri));
  context.subscriptions.push(
    output,
    parts,
    commands.registerCommand('archscale.validateStudy', validateStudy(requests, results, workerScript(context))),
    commands.registerCommand('archscale.showLastResults', showLastResults(results)),
    commands.registerCommand('archscale.exportReport', exportReport(lastResults)),
    ...explainDesktopOnly(),
  );
  await commands.executeCommand('setContext', 'archscale.web', true);
  await startServer(client, status);
}

/** Called by VS Code when the extension ends. */
export async function deactivate(): Promise<void> {
  await client?.dispose().catch(() => undefined);
}
