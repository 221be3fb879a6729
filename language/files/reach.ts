import type { FileSystemProvider, URI } from 'langium';

/** Where files may lie that a document has read. */
export interface Reach {
  /** The folders: what lies below one of them may be read. */
  readonly folders: readonly URI[];
  /** True where the user allowed to read regular files of this machine anywhere. */
  readonly isAnywhere: boolean;
}

/** Any regular file of this machine: what its user named in a call. */
export const anywhere: Reach = { folders: [], isAnywhere: true };

/** Why a file of a user is not opened: it is outside of the reach, a folder, something else that is no regular file, or on another machine. */
export type RefusedReason = 'outside' | 'folder' | 'not-regular' | 'other-machine';

/** A file that is not opened, whatever is in it. Its message is for logs. */
export class RefusedFileError extends Error {
  override readonly name = 'RefusedFileError';

  constructor(readonly reason: RefusedReason) {
    super(reason);
  }
}

/** Files that are read within a reach. */
export interface ConfinedFiles extends FileSystemProvider {
  /** Where the files may lie that a document names, or, without one, those of all documents. */
  reachOf(document?: URI): Reach;
  /** Why a file was not opened when it was last asked for. */
  refusalOf?(file: URI): RefusedReason | undefined;
}

/**
 * Where the files may lie that a document names.
 * @param files a provider that is not confined has no files but those that it was given, such as texts in memory.
 */
export function reachOf(files: FileSystemProvider, document: URI): Reach {
  return isConfined(files) ? files.reachOf(document) : anywhere;
}

/** True for a file that a document must not have opened, as far as its address says. */
export function isRefused(files: FileSystemProvider, file: URI, document: URI): boolean {
  return isConfined(files) && lexicalRefusal(file, files.reachOf(document)) !== undefined;
}

/** Why an import of a document was not opened; undefined where it was, or was not asked for. */
export function refusalOf(files: FileSystemProvider, file: URI, document: URI): RefusedReason | undefined {
  if (!isConfined(files)) return undefined;
  return lexicalRefusal(file, files.reachOf(document)) ?? files.refusalOf?.(file);
}

function isConfined(files: FileSystemProvider): files is ConfinedFiles {
  return 'reachOf' in files;
}

/** True for a file below one of the folders by its address alone. */
export function isBelow(file: URI, folders: readonly URI[]): boolean {
  return folders.some((folder) => {
    if (folder.scheme !== file.scheme || folder.authority !== file.authority) return false;
    const [parent, child] = [comparable(folder.path).replace(/\/$/, ''), comparable(file.path)];
    return child === parent || child.startsWith(`${parent}/`);
  });
}

/** Why a file must not be opened, as far as its address says; nothing is asked of the disk. */
export function lexicalRefusal(file: URI, { folders, isAnywhere }: Reach): RefusedReason | undefined {
  if (isBelow(file, folders)) return undefined;
  // Opening it would tell the other machine who asks, and Windows even a proof of the password.
  if (file.scheme === 'file' && (file.authority !== '' || file.path.startsWith('//'))) return 'other-machine';
  return isAnywhere ? undefined : 'outside';
}

/** On drives of Windows the case of letters says nothing. */
function comparable(path: string): string {
  return /^\/[a-z]:(\/|$)/i.test(path) ? path.toLowerCase() : path;
}
