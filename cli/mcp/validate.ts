import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { words } from '../../present/words/words.js';
import { validate, type ResolvedValidation, type RunEvent } from '../../validation/index.js';
import { openDesign } from '../advised.js';
import { defaultRunFolder } from '../run-folder.js';
import { plain } from '../../present/text/colors.js';
import { validationText } from '../../present/text/validation.js';
import { validatedStudy } from '../validated.js';
import { answering, type Answer } from './answer.js';
import { placeOf, sourceInput, studyInput, withDiagnostics, type GivenSource, toolInput } from './given-source.js';

interface Input extends GivenSource {
  readonly study?: string | undefined;
}

/** What a call knows of its client. */
type Call = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** The tool `validate`: holds a study's prediction against a measurement. */
export function addValidate(server: McpServer): void {
  server.registerTool(
    'validate',
    {
      title: 'Validate a prediction',
      description:
        'Measures the exponent that was predicted for a study (stacks of dense or convolutional layers, one attention layer), on this machine, in seconds to minutes, and says whether it agrees. With a file, the points are kept in .archscale beside it, and a call that was cancelled is continued by the same call.',
      inputSchema: toolInput({ ...sourceInput, ...studyInput }),
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    answering(measure),
  );
}

async function measure({ study: name, ...given }: Input, call: Call): Promise<Answer> {
  const { file, text, reach } = await placeOf(given);
  const design = await openDesign(file, text, reach);
  const { study, prediction, engine, options } = givenValidation(design, name);
  const run = { ...options, file, study, prediction, engine, words, signal: call.signal };
  const inFolder = async (outDir: string): Promise<Answer> => {
    const result = await validate({ ...run, outDir, onEvent: (event) => void sendProgress(call, event) });
    return { text: validationText(result, plain), json: { ...result } };
  };
  // Text that is in no file has no place beside one.
  return given.source === undefined
    ? inFolder(defaultRunFolder(file, study.name, options.level))
    : temporarily(inFolder);
}

/** The study that a call is about; errors of the file that prevent it are told with it. */
function givenValidation(design: Awaited<ReturnType<typeof openDesign>>, name: string | undefined): ResolvedValidation {
  try {
    return validatedStudy(design, name, {}, 'the field study');
  } catch (error) {
    throw withDiagnostics(error, design.source);
  }
}

/** Sends a run's progress to a client that asked for it. */
async function sendProgress({ _meta, sendNotification }: Call, event: RunEvent): Promise<void> {
  const progressToken = _meta?.progressToken;
  if (event.event !== 'progress' || progressToken === undefined) return;
  const params = {
    progressToken,
    progress: event.done,
    total: event.of,
    message: `${event.done} of ${event.of} points`,
  };
  // A client that has gone needs no progress.
  await sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
}

async function temporarily<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'archscale-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
