import { t } from '@vscode/l10n';
import { commands, Disposable, type ExtensionContext } from 'vscode';
import { advicePages } from './advice/page.js';
import { adviseSizes } from './commands/advise-sizes.js';
import { compareStudies } from './commands/compare-studies.js';
import { explainPrediction } from './commands/explain-prediction.js';
import { newFromExample } from './commands/new-from-example.js';
import { restartServer, type RestartableClient } from './commands/restart-server.js';
import { showCurve } from './commands/show-curve.js';
import { showDiagram } from './commands/show-diagram.js';
import { showNetwork } from './commands/show-network.js';
import { showStudy } from './commands/show-study.js';
import { comparisonPages } from './comparison/page.js';
import { curvePages } from './curve/page.js';
import { diagramPages } from './diagram/page.js';
import { explanationPages } from './explanation/page.js';
import { networkPages } from './network/page.js';
import { Pages } from './pages/pages.js';
import type { StudyRequests } from './requests.js';
import { SampleScaleStatus } from './status-bar.js';
import { clientCommands } from '../protocol/commands.js';

/** What shows predictions, on the desktop and on the web alike: status bar, pages, and their commands. */
export function showPredictions(
  context: ExtensionContext,
  client: RestartableClient,
  requests: StudyRequests,
): { readonly status: SampleScaleStatus; readonly parts: Disposable } {
  const explanations = new Pages(context, explanationPages(context.extensionUri, requests));
  const diagrams = new Pages(context, diagramPages(context.extensionUri, requests));
  const networks = new Pages(context, networkPages(context.extensionUri, requests));
  const comparisons = new Pages(context, comparisonPages(context.extensionUri, requests));
  const curves = new Pages(context, curvePages(context.extensionUri, requests));
  const advice = new Pages(context, advicePages(context.extensionUri, requests));
  const status = new SampleScaleStatus(requests);
  const parts = Disposable.from(
    status,
    commands.registerCommand(clientCommands.explainPrediction, explainPrediction(requests, explanations)),
    commands.registerCommand(clientCommands.showDiagram, showDiagram(requests, diagrams)),
    commands.registerCommand(clientCommands.showNetwork, showNetwork(requests, networks)),
    commands.registerCommand('archscale.showCurve', showCurve(requests, curves)),
    commands.registerCommand('archscale.compareStudies', compareStudies(comparisons)),
    commands.registerCommand('archscale.adviseSizes', adviseSizes(requests, advice)),
    commands.registerCommand('archscale.newFromExample', newFromExample(context.extensionUri)),
    commands.registerCommand('archscale.showStudy', showStudy(requests)),
    commands.registerCommand('archscale.restartServer', restartServer(client)),
  );
  return { status, parts };
}

/** Starts the language server; when it does not start, says what is missing. */
export async function startServer(client: RestartableClient, status: SampleScaleStatus): Promise<void> {
  try {
    await client.start();
    status.refresh();
  } catch (error) {
    client.error(t('The language server did not start: there are no hints and hovers.'), error, 'force');
  }
}
