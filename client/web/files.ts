import { type Disposable, FileType, Uri, workspace } from 'vscode';
import { type FileQuestion, fileRequests, type FileStatus, type FolderEntry } from '../../worker/messages.js';

/**
 * Reads and writes files for a worker, wherever the workspace lies: a worker has no way to them.
 * @param onRequest registers a handler at the connection to the worker
 */
export function serveFiles(
  onRequest: (method: string, handler: (asked: FileQuestion) => Promise<unknown>) => Disposable,
): Disposable[] {
  const orNull =
    (find: (uri: Uri) => Thenable<unknown>) =>
    async ({ uri }: FileQuestion) => {
      try {
        return await find(Uri.parse(uri));
      } catch {
        return null;
      }
    };
  return [
    onRequest(fileRequests.status, orNull(statusOf)),
    onRequest(
      fileRequests.read,
      orNull((uri) => workspace.fs.readFile(uri)),
    ),
    onRequest(fileRequests.list, orNull(entriesOf)),
    onRequest(fileRequests.write, async ({ uri, text = '' }) => {
      const file = Uri.parse(uri);
      await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
      return null;
    }),
    onRequest(fileRequests.move, async ({ uri, to = '' }) => {
      await workspace.fs.createDirectory(Uri.joinPath(Uri.parse(to), '..'));
      await workspace.fs.rename(Uri.parse(uri), Uri.parse(to));
      return null;
    }),
  ];
}

async function statusOf(uri: Uri): Promise<FileStatus> {
  const { type, size, mtime } = await workspace.fs.stat(uri);
  return { isFolder: isFolder(type), size, time: mtime };
}

async function entriesOf(uri: Uri): Promise<FolderEntry[]> {
  const entries = await workspace.fs.readDirectory(uri);
  return entries.map(([name, type]) => ({ name, isFolder: isFolder(type) }));
}

const isFolder = (type: FileType): boolean => (type & FileType.Directory) !== 0;
