import { commands, type ExtensionContext, languages, tasks, window } from 'vscode';
import { clientCommands } from '../../protocol/commands.js';
import { notify } from '../../protocol/connection.js';
import { compareFilesNotification } from '../../protocol/requests.js';
import type { LanguageClient } from 'vscode-languageclient/node';
import { childEnvironment, editorTexts } from '../child-environment.js';
import { registerAgents } from '../agents/register.js';
import { removeCalibration, useAsCalibration } from '../commands/calibration.js';
import { cancelRun, compareRuns, deleteRuns, openRun, reportedRun, resumeRun, revealRun } from '../commands/runs.js';
import { exportReport } from '../commands/export-report.js';
import { showLastResults } from '../commands/show-last-results.js';
import { validateStudy } from '../commands/validate-study.js';
import { createLanguageClient } from './language-client.js';
import { showPredictions, startServer } from '../features.js';
import { Pages } from '../pages/pages.js';
import { PlanHints } from '../plans/hints.js';
import { planLenses, refreshLenses } from '../plans/lenses.js';
import { PlanHover } from '../plans/hover.js';
import { planOf } from '../plans/plan-process.js';
import { Plans } from '../plans/plans.js';
import { StudyRequests } from '../requests.js';
import { resultsPages } from '../results/page.js';
import { ownerOf } from '../runs/owner.js';
import { RunsView } from '../runs-view/view.js';
import { ValidationTaskProvider } from '../tasks/provider.js';
import { followRuns } from '../tasks/run-follower.js';
import { useTranslation } from '../translation.js';

let plans: Plans | undefined;
let client: LanguageClient | undefined;

/** The files that the command line can read: what it plans. */
const onDisk = { language: 'arch', scheme: 'file' };

/** Where it is remembered that the walkthrough was opened. */
const walkthroughShown = 'walkthroughShown';

/** Called by VS Code when an .arch file is opened or a command is first used. */
export async function activate(context: ExtensionContext): Promise<void> {
  useTranslation();
  const output = window.createOutputChannel('Archscale', { log: true });
  client = createLanguageClient(
    context,
    output,
    planLenses(() => plans),
  );
  const requests = new StudyRequests(client);
  const cli = context.asAbsolutePath('dist/cli.cjs');
  const results = new Pages(
    context,
    resultsPages(context.extensionUri, {
      isRunning: async (folder) => folder.scheme === 'file' && (await ownerOf(folder.fsPath)) !== undefined,
      keepsCalibrations: true,
    }),
  );
  const runs = new RunsView();
  plans = new Plans(requests, (question, signal) =>
    planOf(question, { cli, environment: { ...childEnvironment(), ...editorTexts() } }, signal),
  );
  const { status, parts } = showPredictions(context, client, requests);

  context.subscriptions.push(
    output,
    parts,
    runs,
    plans,
    refreshLenses(client, plans),
    languages.registerInlayHintsProvider(onDisk, new PlanHints(plans)),
    languages.registerHoverProvider(onDisk, new PlanHover(plans)),
    followRuns(results, cli),
    window.onDidChangeWindowState(({ focused }) => {
      // Folders that another program takes away are no event of the editor's watch.
      if (focused && client?.isRunning()) void notify(client, compareFilesNotification, null).catch(() => undefined);
    }),
    registerAgents(context, cli),
    tasks.registerTaskProvider('archscale', new ValidationTaskProvider(requests, cli)),
    commands.registerCommand(clientCommands.validateStudy, validateStudy(requests, cli)),
    commands.registerCommand('archscale.useAsCalibration', useAsCalibration(requests, cli)),
    commands.registerCommand('archscale.removeCalibration', removeCalibration(requests, cli)),
    commands.registerCommand('archscale.showLastResults', showLastResults(results)),
    commands.registerCommand('archscale.openRun', openRun(results)),
    commands.registerCommand('archscale.compareRuns', compareRuns(results, runs)),
    commands.registerCommand('archscale.resumeRun', resumeRun(cli)),
    commands.registerCommand('archscale.cancelRun', cancelRun),
    commands.registerCommand('archscale.deleteRuns', deleteRuns(runs)),
    commands.registerCommand('archscale.revealRun', revealRun),
    commands.registerCommand(
      'archscale.exportReport',
      exportReport((meant) => reportedRun(runs, meant)),
    ),
    commands.registerCommand('archscale.refreshRuns', () => runs.search()),
  );

  await startServer(client, status);
  // So `npm start` begins; where VS Code brings a window back its tabs are there already.
  if (process.env.ARCHSCALE_WALKTHROUGH && !context.workspaceState.get(walkthroughShown)) {
    await context.workspaceState.update(walkthroughShown, true);
    await commands.executeCommand('workbench.action.openWalkthrough', 'archscale.archscale#start', true);
  }
}

/** Called by VS Code when the extension ends: the language server ends with it. */
export async function deactivate(): Promise<void> {
  await client?.stop().catch(() => undefined);
}
