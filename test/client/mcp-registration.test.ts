import { beforeEach, describe, expect, it, vi } from 'vitest';

interface Provider {
  provideMcpServerDefinitions(): Definition[];
}

class Definition {
  readonly values: unknown[];
  constructor(...values: unknown[]) {
    this.values = values;
  }
}

/** VS Code as far as registering a server needs it. */
const vscode = {
  workspace: {
    isTrusted: true,
    onDidGrantWorkspaceTrust: vi.fn(),
    workspaceFolders: [
      { uri: { scheme: 'file', fsPath: '/project' } },
      { uri: { scheme: 'vscode-vfs', fsPath: '/elsewhere' } },
    ],
    getConfiguration: () => ({ get: (name: string) => (name === 'python' ? ' /usr/bin/python3 ' : true) }),
  },
  Disposable: class {
    dispose(): void {}
  },
  lm: undefined as undefined | { registerMcpServerDefinitionProvider?: (id: string, provider: Provider) => object },
  McpStdioServerDefinition: undefined as undefined | typeof Definition,
};
vi.mock('vscode', () => vscode);

/** Registers the server in the VS Code above. */
async function registered(): Promise<object> {
  const { registerMcpServer } = await import('../../client/agents/mcp-server.js');
  return registerMcpServer('/extension/dist/cli.cjs', '1.2.3');
}

beforeEach(() => {
  vi.resetModules();
  vscode.workspace.isTrusted = true;
  vscode.lm = undefined;
  vscode.McpStdioServerDefinition = undefined;
});

describe('the server of the Model Context Protocol', () => {
  it('is the command line in its own process, by the id of the manifest, in trusted workspaces only', async () => {
    const providers: [string, Provider][] = [];
    vscode.McpStdioServerDefinition = Definition;
    vscode.lm = { registerMcpServerDefinitionProvider: (...entry) => providers.push(entry) && {} };
    await registered();
    const [[id, provider] = expect.fail()] = providers;
    expect(id).toBe('archscale');
    const environment = {
      ELECTRON_RUN_AS_NODE: '1',
      ARCHSCALE_FOLDERS: '/project',
      ARCHSCALE_ALLOW_OUTSIDE: '1',
      ARCHSCALE_PYTHON: '/usr/bin/python3',
    };
    expect(provider.provideMcpServerDefinitions().map(({ values }) => values)).toEqual([
      ['Archscale', process.execPath, ['/extension/dist/cli.cjs', 'mcp'], environment, '1.2.3'],
    ]);
    vscode.workspace.isTrusted = false;
    expect(provider.provideMcpServerDefinitions()).toEqual([]);
  });

  it('is left out in a VS Code that knows no such servers', async () => {
    await expect(registered()).resolves.toBeDefined();
    vi.resetModules();
    vscode.lm = {};
    await expect(registered()).resolves.toBeDefined();
  });

  it('is left out where VS Code has it as a proposal and refuses it', async () => {
    const refuse = vi.fn(() => {
      throw new Error('a proposal');
    });
    vscode.McpStdioServerDefinition = Definition;
    vscode.lm = { registerMcpServerDefinitionProvider: refuse };
    await expect(registered()).resolves.toBeDefined();
    expect(refuse).toHaveBeenCalled();
  });
});
