import { URI, type FileSystemNode } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FilesOfDisk } from '../scoping/disk-files.js';
import { RefusedFileError, type ConfinedFiles, type Reach, type RefusedReason } from './reach.js';
import { readOwnTextSync } from './run-files.js';
import { readUserFile } from './user-files.js';

/** The largest text that is read, in bytes: a longer one is no file of the language, and reading it would delay every other. */
const largest = 4 * 2 ** 20;

const nowhere: Reach = { folders: [], isAnywhere: false };

/**
 * The regular files of this machine, within a reach. A pipe or a device is not opened: it would be waited for without end. What is read at once are
 * files that archscale keeps beside those of the language. Texts of more than 4 MiB are not read.
 */
export class RegularFiles extends NodeFileSystemProvider implements ConfinedFiles, FilesOfDisk {
  private readonly refusals = new Map<string, RefusedReason>();
  /** Those that were read and are in UTF-16. */
  private readonly inUtf16 = new Set<string>();

  /** @param reachOf where files may lie; nowhere until it is set, as a language server learns of its folders once it runs. */
  constructor(public reachOf: (document?: URI) => Reach = () => nowhere) {
    super();
  }

  refusalOf(file: URI): RefusedReason | undefined {
    return this.refusals.get(file.toString());
  }

  override existsSync(uri: URI): boolean {
    return uri.scheme === 'file' && super.existsSync(uri);
  }

  /** @throws RefusedFileError when it is outside of the reach, or no regular file. @throws Error when it is too large or in UTF-16. @throws what the file system says. */
  override async readFile(uri: URI): Promise<string> {
    if (uri.scheme !== 'file') throw new RefusedFileError('other-machine');
    try {
      this.inUtf16.delete(uri.toString());
      const bytes = await readUserFile(uri.fsPath, this.reachOf(), largest);
      this.refusals.delete(uri.toString());
      if (isUtf16(bytes)) {
        this.inUtf16.add(uri.toString());
        throw new Error(`${uri.fsPath} is encoded as UTF-16.`);
      }
      // Without a byte order mark: editors show none, so that positions count without it.
      return new TextDecoder().decode(bytes);
    } catch (error) {
      if (error instanceof RefusedFileError) this.refusals.set(uri.toString(), error.reason);
      else this.refusals.delete(uri.toString());
      throw error;
    }
  }

  /** @throws Error when there is no such file, or none that archscale keeps. */
  override readFileSync(uri: URI): string {
    return readOwnTextSync(uri.fsPath);
  }

  /** What lies in a folder. A symbolic link counts as a file where it leads to one. */
  override async readDirectory(uri: URI): Promise<FileSystemNode[]> {
    const entries = await super.readDirectory(uri);
    return Promise.all(
      entries.map(async (entry) => {
        if (entry.isFile || entry.isDirectory) return entry;
        const isFile = await stat(entry.uri.fsPath).then(
          (status) => status.isFile(),
          () => false,
        );
        return { ...entry, isFile };
      }),
    );
  }

  isUtf16(uri: URI): boolean {
    return this.inUtf16.has(uri.toString());
  }

  async versionOf(uri: URI): Promise<string | undefined> {
    try {
      const { mtimeMs, size, ino } = await stat(uri.fsPath);
      return `${mtimeMs} ${size} ${ino}`;
    } catch {
      return undefined;
    }
  }

  realUri(uri: URI): URI | undefined {
    try {
      return uri.scheme === 'file' ? URI.file(realpathSync.native(uri.fsPath)) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** True for a text in UTF-16: by its byte order mark, or by a zero beside each letter at its beginning. */
export function isUtf16([first, second, third, fourth]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const isLittle = first !== 0 && second === 0 && third !== 0 && fourth === 0;
  return isLittle || (first === 0 && second !== 0 && third === 0 && fourth !== 0);
}
