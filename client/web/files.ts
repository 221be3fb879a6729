import { type Disposable, FileType, Uri, workspace } from 'vscode';
import { fileRequests, type FileStatus, type FolderEntry } from '../../worker/messages.js';

interface Asked {
  readonly uri: string;
}

/**
 * Reads files for a worker, wherever the workspace lies: a worker has no way to them.
 * @param onRequest registers a handler at the connection to the worker
 */
export function serveFiles(
  onRequest: (method: string, handler: (asked: Asked) => Promise<unknown>) => Disposable,
): Disposable[] {
  const handlers: Record<keyof typeof fileRequests, (uri: Uri) => Promise<unknown>> = {
    status: statusOf,
    read: async (uri) => workspace.fs.readFile(uri),
    list: entriesOf,
  };
  return Object.entries(handlers).map(([name, handler]) =>
    onRequest(fileRequests[name as keyof typeof fileRequests], ({ uri }) => handler(Uri.parse(uri)).catch(() => null)),
  );
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
