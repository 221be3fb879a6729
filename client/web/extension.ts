import { commands, type ExtensionContext, languages, window } from 'vscode';
import { clientCommands } from '../../protocol/commands.js';
import { showPredictions, startServer } from '../features.js';
import { exportReport } from '../commands/export-report.js';
import { Pages } from '../pages/pages.js';
import { PlanHints } from '../plans/hints.js';
import { planLenses, refreshLenses } from '../plans/lenses.js';
import { PlanHover } from '../plans/hover.js';
import { Plans } from '../plans/plans.js';
import { StudyRequests } from '../requests.js';
import { resultsPages } from '../results/page.js';
import { documentSelector } from '../schemes.js';
import { explainDesktopOnly } from './desktop-only.js';
import { createLanguageClient, type WorkerClient, workerScript } from './language-client.js';
import { plannerInWorkers } from './in-worker.js';
import { lastResults, resumeRun, showLastResults } from './results.js';
import { isRunning, stopRun, validateStudy } from './validate-study.js';
import { useTranslation } from '../translation.js';

let plans: Plans | undefined;
let client: WorkerClient | undefined;

/** Called by VS Code for the Web when an .arch file is opened or a command is first used. */
export async function activate(context: ExtensionContext): Promise<void> {
  useTranslation();
  const output = window.createOutputChannel('Archscale', { log: true });
  client = createLanguageClient(
    context,
    output,
    planLenses(() => plans),
  );
  const requests = new StudyRequests(client);
  const { status, parts } = showPredictions(context, client, requests);
  const results = new Pages(
    context,
    resultsPages(context.extensionUri, {
      isRunning: (folder) => Promise.resolve(isRunning(folder)),
      keepsCalibrations: false,
    }),
  );
  plans = new Plans(requests, plannerInWorkers(workerScript(context)));
  context.subscriptions.push(
    output,
    parts,
    plans,
    refreshLenses(client, plans),
    languages.registerInlayHintsProvider(documentSelector(), new PlanHints(plans)),
    languages.registerHoverProvider(documentSelector(), new PlanHover(plans)),
    commands.registerCommand(clientCommands.validateStudy, validateStudy(requests, results, workerScript(context))),
    commands.registerCommand('archscale.showLastResults', showLastResults(results)),
    commands.registerCommand('archscale.cancelRun', stopRun),
    commands.registerCommand('archscale.resumeRun', resumeRun),
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
