import { URI, UriUtils } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { lowerValidation, predictLowered } from '../language/index.js';
import { loadText } from '../language/text.js';
import { carryOut } from '../validation/carry-out.js';
import {
  EngineFailedError,
  InterruptedError,
  NotMeasurableError,
  RunFolderError,
  RunLockedError,
} from '../validation/errors.js';
import { planFor } from '../validation/levels.js';
import { browserEngine } from './engine.js';
import type { HostFiles } from './host-files.js';
import { runEvent, runRequest, type RunOutcome, type RunQuestion } from './messages.js';
import { openHostFolder } from './run-folder.js';

/** What runs of the command line would need another program for. */
const needsDesktop = 'needs VS Code on the desktop, or the command line: a browser runs no programs.';

/** Answers `archscale/run`: validates a study in this worker, and tells of its events. */
export function handleRuns(connection: Connection, files: HostFiles): void {
  connection.onRequest(runRequest, async (asked: RunQuestion, cancelToken): Promise<RunOutcome> => {
    const stop = new AbortController();
    cancelToken.onCancellationRequested(() => stop.abort());
    try {
      return await run(asked, files, stop.signal, (event) => void connection.sendNotification(runEvent, event));
    } catch (error) {
      if (error instanceof InterruptedError) return { kind: 'interrupted' };
      const isRefusal = error instanceof NotMeasurableError || error instanceof RunLockedError;
      if (isRefusal) return { kind: 'refused', message: error.message };
      if (error instanceof EngineFailedError || error instanceof RunFolderError)
        return { kind: 'failed', message: error.message };
      throw error;
    }
  });
}

async function run(
  { uri, study: name, folder, preset }: RunQuestion,
  files: HostFiles,
  signal: AbortSignal,
  onEvent: (event: object) => void,
): Promise<RunOutcome> {
  const begun = performance.now();
  const file = URI.parse(uri);
  const text = await files.readFile(file);
  const loaded = await loadText(text, file.path, file, { fileSystemProvider: () => files });
  const node = loaded.studies.find((one) => one.name === name);
  const validated = node && lowerValidation(node);
  const prediction = validated && predictLowered(validated.study);
  if (!prediction) return { kind: 'refused', message: `${name} cannot be validated: correct the errors in it first.` };
  const { engine, ...settings } = validated.settings;
  if (engine !== undefined && engine !== 'auto' && engine !== browserEngine.name)
    return { kind: 'refused', message: `The engine ${engine} ${needsDesktop}` };
  const options = { ...settings, preset: settings.preset ?? preset ?? 'quick', signal };
  const plan = await planFor(validated.study, prediction, options);
  await carryOut({
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
