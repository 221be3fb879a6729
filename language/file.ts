import { URI } from 'langium';
import { dirname, resolve } from 'node:path';
import { useDataAccess } from './data/data-files.js';
import { dataFiles } from './data/files.js';
import { RefusedFileError, type Reach } from './files/reach.js';
import { isUtf16, RegularFiles } from './files/regular-files.js';
import { readNamedFile } from './files/user-files.js';
import { ReasonedError } from './reasoned-error.js';
import { loadText, type LoadedFile, type ReadingOptions } from './text.js';

useDataAccess(dataFiles);

export type { FileDiagnostic, LoadedFile } from './text.js';

/** A file that cannot be read. Its reason names the file. */
export class UnreadableFileError extends ReasonedError {
  override readonly name = 'UnreadableFileError';
}

/** How a file of this machine is read. */
export interface FileReadingOptions extends ReadingOptions {
  /** Where its imports and data may lie; below the working directory and the file's folder when left out. */
  readonly reach?: Reach;
}

/**
 * Reads an .arch file and all that it imports, and checks them.
 * @param path the file, as diagnostics call it; its name may end in anything.
 * @param options the words of diagnostics, and where imports and data may lie.
 * @throws UnreadableFileError when the file itself cannot be read; a missing import is a diagnostic.
 */
export async function loadFile(path: string, options: FileReadingOptions): Promise<LoadedFile> {
  return loadFileText(await readText(path), path, options);
}

/** As `loadFile`, with another text than the one on disk; imports are read from the path's folder. */
export function loadFileText(
  text: string,
  path: string,
  { wording, reach = reachBeside(path) }: FileReadingOptions,
): Promise<LoadedFile> {
  const context = { fileSystemProvider: () => new RegularFiles(() => reach) };
  return loadText(text, path, URI.file(resolve(path)), { context, wording });
}

/** The folder of a file, and the working directory unless that is all of the disk. */
export function reachBeside(path: string): Reach {
  const [here, beside] = [process.cwd(), dirname(resolve(path))];
  const isAll = dirname(here) === here;
  return { folders: [...(isAll ? [] : [here]), beside].map((folder) => URI.file(folder)), isAnywhere: false };
}

async function readText(path: string): Promise<string> {
  let code: 'file-not-text' | 'file-utf16';
  try {
    const bytes = await readNamedFile(path);
    const text = bytes.toString('utf8');
    if (!text.includes('\0') && !isUtf16(bytes)) return text;
    code = isUtf16(bytes) ? 'file-utf16' : 'file-not-text';
  } catch (error) {
    if (error instanceof RefusedFileError)
      throw new UnreadableFileError(
        error.reason === 'folder'
          ? { code: 'file-not-readable', path, cause: 'EISDIR' }
          : { code: 'file-not-regular', path },
        { cause: error },
      );
    const cause = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UnreadableFileError({ code: 'file-not-readable', path, cause }, { cause: error });
  }
  throw new UnreadableFileError({ code, path });
}
