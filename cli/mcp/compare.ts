import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { comparisonJson } from '../../present/json/comparison.js';
import { rankedStudies } from '../../present/views/comparison.js';
import { comparisonText } from '../../present/text/comparison.js';
import { diagnosticLines } from '../../present/text/diagnostics.js';
import { answering, type Answer } from './answer.js';
import { pageInput, pageOf } from './paging.js';
import { givenSource, sourceInput, type GivenSource, toolInput } from './given-source.js';

/** The tool `compare`: the studies of a file side by side. */
export function addCompare(server: McpServer): void {
  server.registerTool(
    'compare',
    {
      title: 'Compare studies',
      description:
        'Ranks the studies of an .arch file by the samples that they need at the reference sizes: which network is predicted to need less data for a target. Rank 1 needs the least.',
      inputSchema: toolInput({ ...sourceInput, ...pageInput }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    answering(compare),
  );
}

interface Input extends GivenSource {
  readonly cursor?: string | undefined;
}

async function compare({ cursor, ...given }: Input): Promise<Answer> {
  const source = await givenSource(given);
  const all = rankedStudies(source.studies);
  const { items: ranked, ...page } = pageOf(all, cursor);
  const { file, diagnostics, hasErrors } = source;
  return {
    text: [...diagnosticLines(source), ...(ranked.length > 0 ? [comparisonText(ranked)] : [])].join('\n'),
    json: { file, diagnostics, studies: ranked.map(comparisonJson), ...page },
    isError: hasErrors,
  };
}
