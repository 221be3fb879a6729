import { FileType, Uri, window, workspace } from 'vscode';
import { runsFolderName } from '../runs/run-folder.js';

/** The folder of the run, of the file in the active editor, whose result was written last; undefined where there is none. */
export async function newestRun(): Promise<Uri | undefined> {
  const file = window.activeTextEditor?.document;
  if (file?.languageId !== 'arch') return undefined;
  const name = file.uri.path.replace(/^.*\//, '').replace(/\.arch$/, '');
  const runs = Uri.joinPath(file.uri, '..', runsFolderName, name);
  const folders = (await entries(runs)).filter(([, type]) => type === FileType.Directory);
  const results = await Promise.all(
    folders.map(async ([study]) => ({ folder: Uri.joinPath(runs, study), time: await resultTime(runs, study) })),
  );
  return results.filter(({ time }) => time > 0).sort((one, other) => other.time - one.time)[0]?.folder;
}

async function entries(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

async function resultTime(runs: Uri, study: string): Promise<number> {
  try {
    return (await workspace.fs.stat(Uri.joinPath(runs, study, 'result.json'))).mtime;
  } catch {
    return 0;
  }
}
