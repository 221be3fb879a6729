import { type ExtensionContext, l10n, type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, type Middleware, TransportKind } from 'vscode-languageclient/node';
import { clientCommands } from '../../protocol/commands.js';
import type { InitializationOptions } from '../../protocol/initialization.js';
import { mayReadOutside } from '../outside.js';
import { documentationAddress } from '../commands/open-documentation.js';
import { documentSelector } from '../schemes.js';

/** The client of the bundled language server; not started yet. */
export function createLanguageClient(
  context: ExtensionContext,
  output: LogOutputChannel,
  middleware: Middleware,
): LanguageClient {
  const run = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
  const imports = workspace.createFileSystemWatcher('**/*.arch');
  context.subscriptions.push(imports);
  return new LanguageClient(
    'archscale',
    'Archscale',
    { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } },
    {
      documentSelector: documentSelector(),
      // Asked for with each start: trust can be given meanwhile.
      initializationOptions: (): InitializationOptions => ({
        texts: l10n.bundle,
        keepsEstimates: workspace.isTrusted,
        allowsOutside: mayReadOutside(),
        runsCommands: true,
        watchesFiles: true,
        documentation: documentationAddress(context),
        linksExplanations: true,
      }),
      outputChannel: output,
      // The link "More" of hovers.
      markdown: { isTrusted: { enabledCommands: [clientCommands.explainPrediction] } },
      middleware,
      synchronize: { configurationSection: 'archscale', fileEvents: imports },
    },
  );
}
