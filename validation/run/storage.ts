import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RunFolderError } from '../errors.js';

const causes: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'there is no permission',
  EPERM: 'there is no permission',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'there is a folder of that name',
  EIO: 'the disk reports an error',
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
 * Does something with a file and turns a failure into a sentence for the user.
 * @param doing what was tried: `write the run's events`.
 * @throws RunFolderError
 */
export async function onDisk<T>(doing: string, path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    const cause = causes[code] ?? error.message;
    throw new RunFolderError(
      `Cannot ${doing} (${path}): ${cause}. What was measured before is kept; free space or choose another folder, and run again to continue.`,
      { cause: error },
    );
  }
}
