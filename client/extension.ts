import { commands, type ExtensionContext, languages, tasks, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { advicePages } from './advice/page.js';
import { registerAgents } from './agents/register.js';
import { adviseSizes } from './commands/advise-sizes.js';
import { removeCalibration, useAsCalibration } from './commands/calibration.js';
import { compareStudies } from './commands/compare-studies.js';
import { cancelRun } from './commands/cancel-run.js';
import { compareRuns } from './commands/compare-runs.js';
import { deleteRuns } from './commands/delete-runs.js';
import { explainPrediction } from './commands/explain-prediction.js';
import { exportReport } from './commands/export-report.js';
import { newFromExample } from './commands/new-from-example.js';
import { openRun } from './commands/open-run.js';
import { restartServer } from './commands/restart-server.js';
import { resumeRun } from './commands/resume-run.js';
import { revealRun } from './commands/reveal-run.js';
import { showCurve } from './commands/show-curve.js';
import { showDiagram } from './commands/show-diagram.js';
import { showLastResults } from './commands/show-last-results.js';
import { showNetwork } from './commands/show-network.js';
import { showStudy } from './commands/show-study.js';
import { validateStudy } from './commands/validate-study.js';
import { comparisonPages } from './comparison/page.js';
import { curvePages } from './curve/page.js';
import { diagramPages } from './diagram/page.js';
import { explanationPages } from './explanation/page.js';
import { createLanguageClient } from './language-client.js';
import { networkPages } from './network/page.js';
import { Pages } from './pages/pages.js';
import { PlanHints } from './plans/hints.js';
import { PlanHover } from './plans/hover.js';
import { Plans } from './plans/plans.js';
import { StudyRequests } from './requests.js';
import { resultsPages } from './results/page.js';
import { RunsView } from './runs-view/view.js';
import { SampleScaleStatus } from './status-bar.js';
import { ValidationTaskProvider } from './tasks/provider.js';
import { followRuns } from './tasks/run-follower.js';

let client: LanguageClient | undefined;

/** Called by VS Code when an .arch file is opened or a command is first used. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('Archscale', { log: true });
  client = createLanguageClient(context, output);
  const requests = new StudyRequests(client);
  const cli = context.asAbsolutePath('dist/cli.cjs');
  const results = new Pages(context, resultsPages(context.extensionUri));
  const explanations = new Pages(context, explanationPages(context.extensionUri, requests));
  const diagrams = new Pages(context, diagramPages(context.extensionUri, requests));
  const networks = new Pages(context, networkPages(context.extensionUri, requests));
  const comparisons = new Pages(context, comparisonPages(context.extensionUri, requests));
  const curves = new Pages(context, curvePages(context.extensionUri, requests));
  const advice = new Pages(context, advicePages(context.extensionUri, requests));
  const runs = new RunsView();
  const plans = new Plans(requests, cli);
  const status = new SampleScaleStatus(requests);

  context.subscriptions.push(
    output,
    status,
    runs,
    plans,
    languages.registerInlayHintsProvider('arch', new PlanHints(plans)),
    languages.registerHoverProvider('arch', new PlanHover(plans)),
    followRuns(results),
    registerAgents(context, cli),
    tasks.registerTaskProvider('archscale', new ValidationTaskProvider(requests, cli)),
    commands.registerCommand('archscale.validateStudy', validateStudy(requests, cli)),
    commands.registerCommand('archscale.explainPrediction', explainPrediction(requests, explanations)),
    commands.registerCommand('archscale.showDiagram', showDiagram(requests, diagrams)),
    commands.registerCommand('archscale.showNetwork', showNetwork(requests, networks)),
    commands.registerCommand('archscale.showCurve', showCurve(requests, curves)),
    commands.registerCommand('archscale.compareStudies', compareStudies(comparisons)),
    commands.registerCommand('archscale.adviseSizes', adviseSizes(requests, advice)),
    commands.registerCommand('archscale.useAsCalibration', useAsCalibration(requests, cli)),
    commands.registerCommand('archscale.removeCalibration', removeCalibration(requests, cli)),
    commands.registerCommand('archscale.newFromExample', newFromExample(context.extensionUri)),
    commands.registerCommand('archscale.showLastResults', showLastResults(results)),
    commands.registerCommand('archscale.openRun', openRun(results)),
    commands.registerCommand('archscale.compareRuns', compareRuns(results, runs)),
    commands.registerCommand('archscale.resumeRun', resumeRun(cli)),
    commands.registerCommand('archscale.cancelRun', cancelRun),
    commands.registerCommand('archscale.deleteRuns', deleteRuns(runs)),
    commands.registerCommand('archscale.revealRun', revealRun),
    commands.registerCommand('archscale.exportReport', exportReport(runs)),
    commands.registerCommand('archscale.refreshRuns', () => runs.search()),
    commands.registerCommand('archscale.showStudy', showStudy(requests)),
    commands.registerCommand('archscale.restartServer', restartServer(client)),
  );

  try {
    await client.start();
    status.refresh();
  } catch (error) {
    client.error('The language server did not start: there are no hints and hovers.', error, 'force');
  }
}

/** Called by VS Code when the extension ends: the language server ends with it. */
export async function deactivate(): Promise<void> {
  await client?.stop().catch(() => undefined);
}
