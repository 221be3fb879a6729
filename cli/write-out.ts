import { replaceFile } from '../language/files/replace-file.js';
import { dirname } from 'node:path';
import { WrongCall } from './wrong-call.js';

/**
 * Writes an answer to a file, all of it or nothing, or to stdout.
 * @throws WrongCall when the file cannot be written.
 */
export async function writeOut(text: string, path: string | undefined): Promise<void> {
  if (path === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await replaceFile(path, text);
  } catch (error) {
    throw new WrongCall(`${path} cannot be written: ${reasonOf(error, path)}.`);
  }
}

/** Why a file cannot be written, and what helps. */
function reasonOf(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: `there is no folder ${dirname(path)}; make it first`,
    ENOTDIR: `${dirname(path)} is not a folder`,
    EISDIR: 'it is a folder; name a file in it',
    EEXIST: 'it is a folder; name a file in it',
    EACCES: 'access to its folder is not permitted',
    EPERM: 'access to its folder is not permitted',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENAMETOOLONG: 'its name is too long',
  };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
