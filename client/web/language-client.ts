import { type ExtensionContext, l10n, type LogOutputChannel, Uri, workspace } from 'vscode';
import {
  BaseLanguageClient,
  BrowserMessageReader,
  BrowserMessageWriter,
  type LanguageClientOptions,
  type Middleware,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { clientCommands } from '../../protocol/commands.js';
import type { InitializationOptions } from '../../protocol/initialization.js';
import { documentationAddress } from '../commands/open-documentation.js';
import { documentSelector } from '../schemes.js';
import { serveFiles } from './files.js';
import { estimateInWorkers } from './in-worker.js';

/** A client whose server is a web worker: a new one each time that it starts. */
export class WorkerClient extends BaseLanguageClient {
  private worker: Worker | undefined;

  /** @param script the address of the worker's script */
  constructor(
    private readonly script: string,
    options: LanguageClientOptions,
  ) {
    super('archscale', 'Archscale', options);
  }

  /** Starts the server anew, also one that does not answer. */
  async restart(): Promise<void> {
    await this.stop().catch(() => undefined);
    await this.start();
  }

  override async dispose(timeout?: number): Promise<void> {
    await super.dispose(timeout).finally(() => this.worker?.terminate());
  }

  protected override createMessageTransports(): Promise<MessageTransports> {
    this.worker?.terminate();
    this.worker = new Worker(this.script);
    return Promise.resolve({
      reader: new BrowserMessageReader(this.worker),
      writer: new BrowserMessageWriter(this.worker),
    });
  }
}

/** The address of the script of the workers. */
export const workerScript = ({ extensionUri }: ExtensionContext): string =>
  Uri.joinPath(extensionUri, 'dist', 'worker.js').toString(true);

/** The client of the language server in a web worker; not started yet. */
export function createLanguageClient(
  context: ExtensionContext,
  output: LogOutputChannel,
  middleware: Middleware,
): WorkerClient {
  const imports = workspace.createFileSystemWatcher('**/*.arch');
  const client = new WorkerClient(workerScript(context), {
    documentSelector: documentSelector(),
    initializationOptions: (): InitializationOptions => ({
      texts: l10n.bundle,
      runsCommands: true,
      linksExplanations: true,
      documentation: documentationAddress(context),
    }),
    outputChannel: output,
    // The link "More" of hovers.
    markdown: { isTrusted: { enabledCommands: [clientCommands.explainPrediction] } },
    middleware,
    synchronize: { configurationSection: 'archscale', fileEvents: imports },
  });
  context.subscriptions.push(imports, ...serveFiles(client), estimateInWorkers(client, workerScript(context)));
  return client;
}
