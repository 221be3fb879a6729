import type { Client } from '@modelcontextprotocol/sdk/client/index.js';

/** What a tool came to. */
export interface ToolAnswer {
  /** In words, then as JSON. */
  readonly texts: readonly string[];
  /** True when the first text says what is wrong. */
  readonly isError: boolean;
}

/** A measurement takes as long as it takes; it is the user who ends it. */
const longest = 2 ** 31 - 1;

/** The tools of `archscale mcp`, in a process of its own that begins with the first call. */
export class ToolServer {
  private client: Promise<Client> | undefined;

  /**
   * @param cli path of the command line's bundle
   * @param version the extension's version
   * @param environment what the process is told
   */
  constructor(
    private readonly cli: string,
    private readonly version: string,
    private readonly environment: () => Record<string, string>,
  ) {}

  /**
   * Calls a tool.
   * @throws Error when the process cannot be started, ends, or the signal is given.
   */
  async call(name: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolAnswer> {
    this.client ??= this.start();
    const client = await this.client;
    const { CallToolResultSchema } = await import('@modelcontextprotocol/sdk/types.js');
    const request = { method: 'tools/call', params: { name, arguments: { ...input } } } as const;
    const { content, isError = false } = await client.request(request, CallToolResultSchema, {
      signal,
      timeout: longest,
    });
    return { texts: content.flatMap((part) => (part.type === 'text' ? part.text : [])), isError };
  }

  /** Ends the process; a measurement keeps its points. */
  async dispose(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.then((one) => one.close()).catch(() => undefined);
  }

  private async start(): Promise<Client> {
    const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
    const { getDefaultEnvironment, StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
    const client = new Client({ name: 'archscale-vscode', version: this.version });
    const forget = (): void => {
      this.client = undefined;
    };
    client.onclose = forget;
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [this.cli, 'mcp'],
      env: { ...getDefaultEnvironment(), ...this.environment() },
      stderr: 'ignore',
    });
    try {
      await client.connect(transport);
    } catch (error) {
      // The next call tries again.
      forget();
      throw error;
    }
    return client;
  }
}
