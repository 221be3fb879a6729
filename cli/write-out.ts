import { replaceFile } from '../language/files/replace-file.js';
import { dirname } from 'node:path';
import { systemReason } from './system-reason.js';
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
  const isFolder = 'it is a folder; name a file in it';
  const notPermitted = 'access to its folder is not permitted';
  return systemReason(error, {
    ENOENT: `there is no folder ${dirname(path)}; make it first`,
    ENOTDIR: `${dirname(path)} is not a folder`,
    EISDIR: isFolder,
    EEXIST: isFolder,
    EACCES: notPermitted,
    EPERM: notPermitted,
  });
}
