import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import contract from '../../docs/cli.md';
import language from '../../docs/language.md';

const documents = [
  {
    name: 'language',
    title: 'The .arch language',
    description: 'Reference of the language in which networks, targets and studies are described.',
    text: language,
  },
  {
    name: 'cli',
    title: 'The command line',
    description: 'Among other things the fields of the JSON that predict, compare and validate answer.',
    text: contract,
  },
];

/** The references that a model needs to write .arch files and to read the answers, as resources. */
export function addDocuments(server: McpServer): void {
  for (const { name, text, ...shown } of documents) {
    server.registerResource(name, `archscale://docs/${name}`, { ...shown, mimeType: 'text/markdown' }, ({ href }) => ({
      contents: [{ uri: href, mimeType: 'text/markdown', text }],
    }));
  }
}
