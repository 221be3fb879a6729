import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { version } from '../../package.json';
import { interruption } from '../interruption.js';
import { addAdvise } from './advise.js';
import { addCompare } from './compare.js';
import { addDocuments } from './documents.js';
import { addExplain } from './explain.js';
import { addPredict } from './predict.js';
import { followRoots } from './roots.js';
import { addValidate } from './validate.js';

const instructions =
  'Archscale predicts, from a description of a network, its data and a target, the scale of samples that alignment needs and the pattern of each layer. Describe them in the .arch language (resource archscale://docs/language), then call predict. Results are scales: prefactors of order 1 to 10 are unknown, and P* is necessary, not sufficient.';

/** A server with all tools, not yet connected. */
function mcpServer(): McpServer {
  const server = new McpServer({ name: 'archscale', title: 'Archscale', version }, { instructions });
  addPredict(server);
  addExplain(server);
  addCompare(server);
  addAdvise(server);
  addValidate(server);
  addDocuments(server);
  followRoots(server);
  return server;
}

/**
 * Speaks the Model Context Protocol on stdin and stdout until the client closes stdin or the process is told to end.
 * Whatever is being measured then is interrupted, and its points are kept.
 */
export async function serveMcp(): Promise<void> {
  const server = mcpServer();
  const end = (): void => void server.close();
  process.stdin.once('end', end);
  interruption().addEventListener('abort', end);
  await server.connect(new StdioServerTransport());
}
