import { type Disposable, FileType, Uri, workspace } from 'vscode';
import { isBelow } from '../../language/files/reach.js';
import { answer, type AnsweringConnection } from '../../protocol/connection.js';
import {
  fileStatusRequest,
  listFolderRequest,
  moveFileRequest,
  readFileRequest,
  writeFileRequest,
} from '../../protocol/requests.js';
import { mayReadOutside } from '../outside.js';
import type { AddressParams, FileStatus, FolderEntry } from '../../protocol/files.js';

/**
 * Reads and writes files for a worker, wherever the workspace lies: a worker has no way to them.
 * @param connection to the worker
 */
export function serveFiles(connection: AnsweringConnection<Disposable>): Disposable[] {
  const orNull =
    <Result>(find: (uri: Uri) => Thenable<Result>) =>
    async ({ uri }: AddressParams): Promise<Result | null> => {
      try {
        const address = Uri.parse(uri);
        return isReadable(address) ? await find(address) : null;
      } catch {
        return null;
      }
    };
  const readFile = (uri: Uri): Thenable<Uint8Array> => workspace.fs.readFile(uri);
  return [
    answer(connection, fileStatusRequest, orNull(statusOf)),
    answer(connection, readFileRequest, orNull(readFile)),
    answer(connection, listFolderRequest, orNull(entriesOf)),
    answer(connection, writeFileRequest, async ({ uri, text }) => {
      const file = Uri.parse(uri);
      await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
      return null;
    }),
    answer(connection, moveFileRequest, async ({ uri, to }) => {
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

/** True for what lies in the workspace, or below the folder of a file of the language that is open. */
function isReadable(uri: Uri): boolean {
  if (mayReadOutside() || workspace.getWorkspaceFolder(uri)) return true;
  const open = workspace.textDocuments.filter(({ languageId }) => languageId === 'arch');
  return open.some((document) => {
    const folder = Uri.joinPath(document.uri, '..');
    return isBelow(uri, [folder]);
  });
}

const isFolder = (type: FileType): boolean => (type & FileType.Directory) !== 0;
