import { Disposable, type ExtensionContext } from 'vscode';
import { childEnvironment } from '../child-environment.js';
import { registerLanguageModelTools } from './language-model-tools.js';
import { registerMcpServer } from './mcp-server.js';
import { ToolServer } from './tool-server.js';

/**
 * Lets agents use the predictions: as a server of the Model Context Protocol, and as tools for language models.
 * @param cli path of the command line's bundle
 */
export function registerAgents(context: ExtensionContext, cli: string): Disposable {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const server = new ToolServer(cli, version, childEnvironment);
  return Disposable.from(
    registerMcpServer(cli, version),
    registerLanguageModelTools(server),
    new Disposable(() => void server.dispose()),
  );
}
