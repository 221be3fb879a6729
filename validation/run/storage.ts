import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
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
};

/** The code of a file system's error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Makes a folder, and those that it lies in, where they are not there. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // Node says ENOENT of a file system that is read-only. Made one by one, the first folder says what is wrong.
    if (dirname(path) !== path) await makeFolder(dirname(path));
    await mkdir(path);
  }
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
    throw new RunFolderError({ code: 'disk-failed', task, path, cause }, { cause: error });
  }
}
