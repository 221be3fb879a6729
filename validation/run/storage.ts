import { ForeignFileError } from '../../language/files/run-files.js';
import { RunFolderError } from '../errors.js';
import type { DiskCause, DiskTask } from '../disk-messages.js';

const causes: Readonly<Record<string, DiskCause>> = {
  ENOSPC: 'full',
  EDQUOT: 'quota',
  EROFS: 'read-only',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  ENOTDIR: 'file-in-path',
  EISDIR: 'folder-of-that-name',
  EIO: 'disk-error',
  ELOOP: 'link',
  ENOTREG: 'not-regular',
};

/** The code of a file system's error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Does something with a file and turns a failure into a reason for the user.
 * @param task what was tried.
 * @throws RunFolderError
 */
export async function onDisk<T>(task: DiskTask, path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    const cause = causes[code] ?? { text: error.message };
    const at = error instanceof ForeignFileError ? error.path : path;
    throw new RunFolderError({ code: 'disk-failed', task, path: at, cause }, { cause: error });
  }
}
