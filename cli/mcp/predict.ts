import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { studyJson } from '../../present/json/prediction.js';
import type { PredictedStudy } from '../../present/views/predicted.js';
import { diagnosticLines } from '../../present/text/diagnostics.js';
import { summaryText } from '../../present/text/summary.js';
import { withEstimates } from '../estimated.js';
import { answering, type Answer } from './answer.js';
import { pageInput, pageOf } from './paging.js';
import { givenSource, givenStudy, sourceInput, studyInput, type GivenSource, toolInput } from './given-source.js';

/** Deep networks have dozens of patterns, which would fill a model's memory. */
const fewPatterns = 12;

/** What the server knows of a call besides its input. */
type Call = Pick<RequestHandlerExtra<ServerRequest, ServerNotification>, 'signal'>;

interface Input extends GivenSource {
  readonly study?: string | undefined;
  readonly estimate: boolean;
  readonly patterns: number;
  readonly skip: number;
  readonly cursor?: string | undefined;
}

/** The tool `predict`: what the heuristic says of the studies of a file. */
export function addPredict(server: McpServer): void {
  server.registerTool(
    'predict',
    {
      title: 'Predict sample complexity',
      description:
        'For each study of an .arch file: the predicted scale P* of samples that alignment with its target needs, what a small error needs (fit), and the predicted pattern of each layer (lazy, gfl, specialization or magnetization), as exact formulas in the sizes with the boundaries between regimes. The .arch language is described in the resource archscale://docs/language.',
      inputSchema: toolInput({
        ...sourceInput,
        study: studyInput.study.describe('Name of the only study to predict; all of the file when left out.'),
        estimate: z
          .boolean()
          .default(false)
          .describe(
            'Estimate P* in numbers, too, in seconds for each study; false when left out. Estimates that are kept beside the file are always listed.',
          ),
        patterns: z
          .number()
          .int()
          .min(1)
          .default(fewPatterns)
          .describe(`How many patterns of each ranking to list, best first; ${fewPatterns} when left out.`),
        skip: z
          .number()
          .int()
          .min(0)
          .default(0)
          .describe('How many patterns of each ranking to leave out before those.'),
        ...pageInput,
      }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    answering(predict),
  );
}

async function predict(
  { study, patterns, skip, estimate, cursor, ...given }: Input,
  { signal }: Call,
): Promise<Answer> {
  const source = await givenSource(given);
  const asked = study === undefined ? source.studies : [givenStudy(source, study)];
  const { items: chosen, ...page } = pageOf(asked, cursor);
  const studies = estimate ? await withEstimates(chosen, undefined, signal) : chosen;
  const { file, diagnostics, hasErrors } = source;
  return {
    text: [...diagnosticLines(source), ...studies.map(summaryText)].join('\n\n'),
    json: { file, diagnostics, studies: studies.map((one) => shortened(one, skip, patterns)), ...page },
    isError: hasErrors && study === undefined,
  };
}

function shortened(one: PredictedStudy, skip: number, most: number) {
  const { patterns, ...rest } = studyJson(one);
  return {
    ...rest,
    patterns: patterns.slice(skip, skip + most),
    patternsLeftOut: Math.max(0, patterns.length - skip - most),
  };
}
