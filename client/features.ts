import { t } from '@vscode/l10n';
import { commands, Disposable, type ExtensionContext, window } from 'vscode';
import { advicePage } from './advice/page.js';
import { describeData } from './commands/describe-data.js';
import { newFromExample } from './commands/new-from-example.js';
import { handlePageAddress, openDocumentation } from './commands/open-documentation.js';
import { restartServer, type RestartableClient } from './commands/restart-server.js';
import { showStudy } from './commands/study.js';
import { comparisonPage } from './comparison/page.js';
import { curvePage } from './curve/page.js';
import { diagramPage } from './diagram/page.js';
import { hearEstimates } from './estimates.js';
import { explanationPage } from './explanation/page.js';
import { networkPage } from './network/page.js';
import type { RegisterPage } from './pages/prediction-page.js';
import type { StudyRequests } from './requests.js';
import { SampleScaleStatus } from './status-bar.js';

/** The pages that show predictions. A new page is a folder with its contract, its page and its script, and a line here. */
const pages: readonly RegisterPage[] = [
  explanationPage,
  diagramPage,
  networkPage,
  comparisonPage,
  curvePage,
  advicePage,
];

/** What shows predictions, on the desktop and on the web alike: status bar, pages, and their commands. */
export function showPredictions(
  context: ExtensionContext,
  client: RestartableClient,
  requests: StudyRequests,
): { readonly status: SampleScaleStatus; readonly parts: Disposable } {
  hearEstimates(client);
  const status = new SampleScaleStatus(requests);
  const parts = Disposable.from(
    status,
    ...pages.map((register) => register(context, requests)),
    commands.registerCommand('archscale.openDocumentation', openDocumentation(context)),
    window.registerUriHandler(handlePageAddress(context)),
    commands.registerCommand('archscale.newFromExample', newFromExample(context.extensionUri)),
    commands.registerCommand('archscale.describeData', describeData(requests)),
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
