import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { dataFiles } from '../language/data/files.js';
import { RegularFiles } from '../language/files/regular-files.js';
import { reportTo } from './errors.js';
import { EstimatorThread } from './estimator-thread.js';
import { MachineFolderWatcher } from './folder-watcher.js';
import { serve } from './serve.js';

/**
 * Serves the language from a process of its own, with the files of this machine, over what its arguments name: `--stdio`, `--node-ipc`.
 * @param options whether the user allowed imports and data outside of the workspace.
 */
export function startServer({ allowsOutside = false } = {}): void {
  const editor = createConnection(ProposedFeatures.all);
  const report = reportTo(editor);
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  serve(editor, {
    files: new RegularFiles(),
    data: dataFiles,
    estimator: new EstimatorThread(),
    allowsOutside,
    makeWatcher: (isRelevant, onChange) => new MachineFolderWatcher(isRelevant, onChange),
  });
}
