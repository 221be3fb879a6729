import type { URI } from 'langium';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { dataFiles } from '../language/data/files.js';
import { RegularFiles } from '../language/regular-files.js';
import { reportTo } from './errors.js';
import { EstimatorThread } from './estimator-thread.js';
import { MachineFolderWatcher } from './folder-watcher.js';
import { serve } from './serve.js';

/** Serves the language from a process of its own, with the files of this machine, over what its arguments name: `--stdio`, `--node-ipc`. */
export function startServer(): void {
  const editor = createConnection(ProposedFeatures.all);
  const report = reportTo(editor);
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  serve(editor, {
    fileSystemProvider: () => new FilesOfThisMachine(),
    data: dataFiles,
    estimator: new EstimatorThread(),
    makeWatcher: (isRelevant, onChange) => new MachineFolderWatcher(isRelevant, onChange),
  });
}

/** Langium's file system takes the path of every address for one of this machine, also that of a file that lies elsewhere. */
class FilesOfThisMachine extends RegularFiles {
  override existsSync(uri: URI): boolean {
    return uri.scheme === 'file' && super.existsSync(uri);
  }

  override async readFile(uri: URI): Promise<string> {
    if (uri.scheme !== 'file') throw new Error(`${uri.toString()} is not on this machine.`);
    return super.readFile(uri);
  }
}
