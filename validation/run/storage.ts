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
