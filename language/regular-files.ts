import { URI, type FileSystemNode } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { closeSync, openSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FilesOfDisk } from './scoping/disk-files.js';

/** The largest text that is read, in bytes: a longer one is no file of the language, and reading it would delay every other. */
const largest = 4 * 2 ** 20;

/**
 * The regular files of this machine. A pipe or a device would be waited for without end, and is not opened. Nor is a text of more than
 * 4 MiB.
 */
export class RegularFiles extends NodeFileSystemProvider implements FilesOfDisk {
  /** @throws Error when there is no such file, no regular one, or it is too large, or in UTF-16. */
  override async readFile(uri: URI): Promise<string> {
    checkReadable(await stat(uri.fsPath), uri);
    return textOf(await super.readBinary(uri), uri);
  }

  /** @throws Error when there is no such file, no regular one, or it is too large, or in UTF-16. */
  override readFileSync(uri: URI): string {
    checkReadable(statSync(uri.fsPath), uri);
    return textOf(super.readBinarySync(uri), uri);
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
    try {
      return statSync(uri.fsPath).isFile() && isUtf16(firstBytes(uri.fsPath));
    } catch {
      return false;
    }
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

function checkReadable(status: Stats, { fsPath }: URI): void {
  if (!status.isFile()) throw new Error(`${fsPath} is not a regular file.`);
  if (status.size > largest) throw new Error(`${fsPath} is larger than ${largest} bytes.`);
}

/** The text of a file in UTF-8, without a byte order mark: editors show none, so that positions count without it. */
function textOf(bytes: Uint8Array, { fsPath }: URI): string {
  if (isUtf16(bytes)) throw new Error(`${fsPath} is encoded as UTF-16.`);
  return new TextDecoder().decode(bytes);
}

/** True for a text in UTF-16: by its byte order mark, or by a zero beside each letter at its beginning. */
export function isUtf16([first, second, third, fourth]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const isLittle = first !== 0 && second === 0 && third !== 0 && fourth === 0;
  return isLittle || (first === 0 && second !== 0 && third === 0 && fourth !== 0);
}

function firstBytes(path: string): Uint8Array {
  const [file, bytes] = [openSync(path, 'r'), new Uint8Array(4)];
  try {
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
