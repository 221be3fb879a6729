import { URI } from 'langium';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { useDataAccess } from './data/data-files.js';
import { dataFiles } from './data/files.js';
import { isUtf16, RegularFiles } from './regular-files.js';
import { ReasonedError } from './reasoned-error.js';
import { loadText, type LoadedFile, type ReadingOptions } from './text.js';

useDataAccess(dataFiles);

export type { FileDiagnostic, LoadedFile } from './text.js';

/** A file that cannot be read. Its reason names the file. */
export class UnreadableFileError extends ReasonedError {
  override readonly name = 'UnreadableFileError';
}

/**
 * Reads an .arch file and all that it imports, and checks them.
 * @param path the file, as diagnostics call it.
 * @param options the words of diagnostics.
 * @throws UnreadableFileError when the file itself cannot be read; a missing import is a diagnostic.
 */
export async function loadFile(path: string, options: ReadingOptions): Promise<LoadedFile> {
  return loadFileText(await readText(path), path, options);
}

/** As `loadFile`, with another text than the one on disk; imports are read from the path's folder. */
export function loadFileText(text: string, path: string, { wording }: ReadingOptions): Promise<LoadedFile> {
  const context = { fileSystemProvider: () => new RegularFiles() };
  return loadText(text, path, URI.file(resolve(path)), { context, wording });
}

async function readText(path: string): Promise<string> {
  let code: 'file-not-text' | 'file-utf16';
  try {
    const bytes = await readFile(path);
    const text = bytes.toString('utf8');
    if (!text.includes('\0') && !isUtf16(bytes)) return text;
    code = isUtf16(bytes) ? 'file-utf16' : 'file-not-text';
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UnreadableFileError({ code: 'file-not-readable', path, cause }, { cause: error });
  }
  throw new UnreadableFileError({ code, path });
}
