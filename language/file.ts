import { URI } from 'langium';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { useDataAccess } from './data/data-files.js';
import { dataFiles } from './data/files.js';
import { RegularFiles } from './regular-files.js';
import { loadText, type LoadedFile } from './text.js';

useDataAccess(dataFiles);

export type { FileDiagnostic, LoadedFile } from './text.js';

/** A file that cannot be read. Its message names the file and the reason, for the user. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/**
 * Reads an .arch file and all that it imports, and checks them.
 * @throws UnreadableFileError when the file itself cannot be read; a missing import is a diagnostic.
 */
export async function loadFile(path: string): Promise<LoadedFile> {
  return loadFileText(await readText(path), path);
}

/** As `loadFile`, with another text than the one on disk; imports are read from the path's folder. */
export function loadFileText(text: string, path: string): Promise<LoadedFile> {
  return loadText(text, path, URI.file(resolve(path)), { fileSystemProvider: () => new RegularFiles() });
}

async function readText(path: string): Promise<string> {
  try {
    const text = await readFile(path, 'utf8');
    if (!text.includes('\0')) return text;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UnreadableFileError(`${path} cannot be read: ${reasons[code] ?? `the system says ${code || 'no'}`}.`, {
      cause: error,
    });
  }
  throw new UnreadableFileError(`${path} cannot be read: it is not text.`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'access to it is not permitted',
  EPERM: 'access to it is not permitted',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
  ERR_STRING_TOO_LONG: 'it is too large',
};
