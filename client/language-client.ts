import { type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Where .arch files may come from. Git's and other views of old versions are left out. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];

/** The client of the bundled language server; not started yet. */
export function createLanguageClient(context: ExtensionContext, output: LogOutputChannel): LanguageClient {
  const run = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
  const imports = workspace.createFileSystemWatcher('**/*.arch');
  context.subscriptions.push(imports);
  return new LanguageClient(
    'archscale',
    'Archscale',
    { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } },
    {
      documentSelector: schemes.map((scheme) => ({ language: 'arch', scheme })),
      outputChannel: output,
      synchronize: { configurationSection: 'archscale', fileEvents: imports },
    },
  );
}
