import { Disposable, workspace } from 'vscode';
import { childEnvironment } from '../child-environment.js';
import { type ServerProvider, serverSupport } from './newer-vscode.js';

/**
 * Registers `archscale mcp` with VS Code, where VS Code can: its tools and resources are then there for every agent.
 * @param cli path of the command line's bundle
 * @param version the extension's version: VS Code lists the tools anew when it changes
 */
export function registerMcpServer(cli: string, version: string): Disposable {
  const support = serverSupport();
  if (!support) return new Disposable(() => undefined);
  const provider: ServerProvider = {
    onDidChangeMcpServerDefinitions: workspace.onDidGrantWorkspaceTrust,
    provideMcpServerDefinitions: () => {
      if (!workspace.isTrusted) return [];
      const env = childEnvironment();
      return [support.definition({ label: 'Archscale', command: process.execPath, args: [cli, 'mcp'], env, version })];
    },
  };
  try {
    return support.register('archscale', provider);
  } catch {
    // In VS Code 1.100 this is a proposal, which extensions may see and not use.
    return new Disposable(() => undefined);
  }
}
