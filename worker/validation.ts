import { URI, UriUtils } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { words, wordsOfError } from '../present/words/words.js';
import { answer, notify } from '../protocol/connection.js';
import { runEventNotification, runRequest } from '../protocol/requests.js';
import type { RunEvent, RunOutcome, RunQuestion } from '../protocol/runs.js';
import { ReasonedError } from '../validation/errors.js';
import { earlyEndOf } from '../validation/request/early-end.js';
import { runValidation } from '../validation/request/run-validation.js';
import { browserEngines } from './engine.js';
import type { HostFiles } from './host-files.js';
import { openHostFolder, recordHostRefusal, storedHostPlan } from './run-folder.js';
import { validatedStudy } from './validated.js';

/** Answers `runRequest`: validates a study in this worker, and tells of its events. */
export function handleRuns(connection: Connection, files: HostFiles): void {
  answer(connection, runRequest, async (question, cancelToken): Promise<RunOutcome> => {
    const stop = new AbortController();
    cancelToken.onCancellationRequested(() => stop.abort());
    try {
      await run(question, files, stop.signal, (event) => void notify(connection, runEventNotification, event));
      return { kind: 'finished' };
    } catch (error) {
      const kind = earlyEndOf(error);
      if (kind === 'fault') throw error;
      return kind === 'interrupted' ? { kind } : { kind, message: wordsOfError(error), ...codeOf(error) };
    }
  });
}

/** The code of the reason of an error, where it has one. */
function codeOf(error: unknown): { readonly code?: string } {
  const reason = error instanceof ReasonedError ? error.reason : undefined;
  return typeof reason === 'object' ? { code: reason.code } : {};
}

async function run(
  { uri, study, folder, preset, engine }: RunQuestion,
  files: HostFiles,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
): Promise<void> {
  const file = URI.parse(uri);
  const text = await files.readFile(file);
  const named = { uri, text, study, ...(preset && { preset }), ...(engine && { engine }) };
  const { options, chooseEngine, ...validation } = await validatedStudy(files, named, browserEngines);
  await runValidation(
    { ...options, ...validation, file: UriUtils.basename(file), words, signal, onEvent },
    {
      chooseEngine,
      storedPlan: (asked) => storedHostPlan(files, URI.parse(folder), asked),
      recordRefusal: (refusal) => recordHostRefusal(files, URI.parse(folder), refusal),
      openFolder: (plan) => openHostFolder(files, URI.parse(folder), plan),
    },
  );
}
