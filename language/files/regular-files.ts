import type { URI } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { RefusedFileError, type ConfinedFiles, type Reach, type RefusedReason } from './reach.js';
import { readOwnTextSync } from './run-files.js';
import { readUserFile } from './user-files.js';

const nowhere: Reach = { folders: [], isAnywhere: false };

/**
 * The regular files of this machine, within a reach. A pipe or a device is not opened: it would be waited for without end. What is read at once are
 * files that archscale keeps beside those of the language.
 */
export class RegularFiles extends NodeFileSystemProvider implements ConfinedFiles {
  private readonly refusals = new Map<string, RefusedReason>();

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

  /** @throws RefusedFileError when it is outside of the reach, or no regular file. @throws what the file system says. */
  override async readFile(uri: URI): Promise<string> {
    if (uri.scheme !== 'file') throw new RefusedFileError('other-machine');
    try {
      const text = (await readUserFile(uri.fsPath, this.reachOf())).toString('utf8');
      this.refusals.delete(uri.toString());
      return text;
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
}
