import { URI, UriUtils } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { answer, notify } from '../protocol/connection.js';
import { wordsOfError } from '../present/words/words.js';
import { executeRun } from '../validation/request/execute-run.js';
import {
  EngineFailedError,
  InterruptedError,
  NotMeasurableError,
  RunFolderError,
  RunLockedError,
} from '../validation/errors.js';
import { planFor } from '../validation/request/levels.js';
import { browserEngine } from './engine.js';
import type { HostFiles } from './host-files.js';
import { runEventNotification, runRequest } from '../protocol/requests.js';
import type { RunEvent, RunOutcome, RunQuestion } from '../protocol/runs.js';
import { openHostFolder } from './run-folder.js';
import { validatedStudy } from './validated.js';

/** Answers `runRequest`: validates a study in this worker, and tells of its events. */
export function handleRuns(connection: Connection, files: HostFiles): void {
  answer(connection, runRequest, async (asked, cancelToken) => {
    const stop = new AbortController();
    cancelToken.onCancellationRequested(() => stop.abort());
    try {
      return await run(asked, files, stop.signal, (event) => void notify(connection, runEventNotification, event));
    } catch (error) {
      if (error instanceof InterruptedError) return { kind: 'interrupted' };
      const isRefusal = error instanceof NotMeasurableError || error instanceof RunLockedError;
      if (isRefusal) return { kind: 'refused', message: wordsOfError(error) };
      if (error instanceof EngineFailedError || error instanceof RunFolderError)
        return { kind: 'failed', message: wordsOfError(error) };
      throw error;
    }
  });
}

async function run(
  { uri, study, folder, preset }: RunQuestion,
  files: HostFiles,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
): Promise<RunOutcome> {
  const begun = performance.now();
  const file = URI.parse(uri);
  const text = await files.readFile(file);
  const validated = await validatedStudy(files, { uri, text, study, ...(preset && { preset }) }, browserEngine);
  if (typeof validated === 'string') return { kind: 'refused', message: validated };
  const plan = await planFor(validated.study, validated.prediction, { ...validated.options, signal });
  await executeRun({
    file: UriUtils.basename(file),
    plan,
    engine: browserEngine,
    folder: await openHostFolder(files, URI.parse(folder), plan),
    begun,
    signal,
    onEvent,
  });
  return { kind: 'finished' };
}
