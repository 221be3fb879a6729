import type { FileSystemProvider, URI } from 'langium';

/** A file system that can tell when a file has changed, and which paths lead to the same file. */
export interface FilesOfDisk extends FileSystemProvider {
  /** What changes when the file does: its time and size; undefined when there is no such file. */
  versionOf(uri: URI): Promise<string | undefined>;
  /** True for a file of text in UTF-16, which is not read. */
  isUtf16(uri: URI): boolean;
  /** The address without symbolic links, `..`, and in the letter case of the disk; undefined when there is no such file. */
  realUri(uri: URI): URI | undefined;
}

/** The same file system, where it can tell both. */
export function filesOfDisk(files: FileSystemProvider): FilesOfDisk | undefined {
  return 'versionOf' in files && 'realUri' in files ? (files as FilesOfDisk) : undefined;
}
