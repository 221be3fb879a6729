import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { advised, openDesign, type AdviceCall } from '../advised.js';
import { adviceJson } from '../../present/json/advice.js';
import { adviceText } from '../../present/text/advice.js';
import { plain } from '../../present/text/colors.js';
import { answering, type Answer } from './answer.js';
import { placeOf, sourceInput, studyInput, withDiagnostics, type GivenSource, toolInput } from './given-source.js';

interface Input extends GivenSource, Omit<AdviceCall, 'free'> {
  readonly free: readonly string[];
}

/** The tool `advise`: the sizes to choose for a study, and why. */
export function addAdvise(server: McpServer): void {
  server.registerTool(
    'advise',
    {
      title: 'Advise on sizes',
      description:
        'How to choose the free sizes of a study, exactly and before any training: those at which a small error needs the fewest samples, the smallest network for which the samples given suffice, or the widest with feature learning; under limits on parameters and compute. Answers each size as a formula with a value for the file, and the reasons.',
      inputSchema: toolInput({
        ...sourceInput,
        ...studyInput,
        free: z.array(z.string()).min(1).describe('Names of the sizes that may be chosen: ["N1", "N2"].'),
        goal: z
          .enum(['samples', 'smallest', 'widest'])
          .optional()
          .describe(
            'samples: the fewest samples for a small error. smallest: the smallest network for which the samples given suffice. widest: the widest with feature learning. When left out: smallest where samples are given, else samples.',
          ),
        samples: z.string().optional().describe('How many samples there are, as a size of the file: "20*d".'),
        parameters: z.string().optional().describe('The most weights that a layer may have, as a size: "d^2".'),
        compute: z
          .string()
          .optional()
          .describe('The most that the samples of a small error times the parameters may be, as a size.'),
        equalWidths: z.boolean().optional().describe('Let all free sizes be equal.'),
      }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    answering(advise),
  );
}

async function advise({ file, source, free, ...call }: Input): Promise<Answer> {
  const place = await placeOf({ file, source });
  const design = await openDesign(place.file, place.text, place.reach);
  const asked = { ...call, free: free.join(',') };
  const answer = await advised(design, asked, (field) => `the field ${field}`).catch((error: unknown) => {
    throw withDiagnostics(error, design.source);
  });
  const { diagnostics } = design.source;
  return { text: adviceText(answer, plain), json: { file: place.file, diagnostics, ...adviceJson(answer) } };
}
