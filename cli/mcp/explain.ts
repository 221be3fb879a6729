import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { explanationJson } from '../../present/json/explanation.js';
import { chosenPattern } from '../chosen-pattern.js';
import { explanationText } from '../../present/text/explanation.js';
import { answering, type Answer } from './answer.js';
import { givenSource, givenStudy, sourceInput, studyInput, type GivenSource, toolInput } from './given-source.js';

interface Input extends GivenSource {
  readonly study?: string | undefined;
  readonly pattern?: string | undefined;
}

/** The tool `explain`: the derivation of a prediction. */
export function addExplain(server: McpServer): void {
  server.registerTool(
    'explain',
    {
      title: 'Explain a prediction',
      description:
        'Why a study needs as many samples as it does: the derivation layer by layer, each step with the rule it uses, where that is published, or that it is a conjecture. Also derives any other pattern of the ranking, to see what it would cost.',
      inputSchema: toolInput({
        ...sourceInput,
        ...studyInput,
        pattern: z
          .string()
          .optional()
          .describe('The pattern to derive, as predict names it ("lazy, specialization"); the winner when left out.'),
      }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    answering(explain),
  );
}

async function explain({ study, pattern, ...given }: Input): Promise<Answer> {
  const source = await givenSource(given);
  const one = givenStudy(source, study);
  const chosen = chosenPattern(one, pattern);
  const { file, diagnostics } = source;
  return {
    text: explanationText(one, chosen),
    json: { file, diagnostics, study: explanationJson(one, chosen) },
  };
}
