import type { URI } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** The regular files of this machine: a pipe or a device would be waited for without end, and is not opened. */
export class RegularFiles extends NodeFileSystemProvider {
  /** @throws Error when there is no such file, or no regular one. */
  override async readFile(uri: URI): Promise<string> {
    if (!(await stat(uri.fsPath)).isFile()) throw new Error(`${uri.fsPath} is not a regular file.`);
    return super.readFile(uri);
  }

  /** @throws Error when there is no such file, or no regular one. */
  override readFileSync(uri: URI): string {
    if (!statSync(uri.fsPath).isFile()) throw new Error(`${uri.fsPath} is not a regular file.`);
    return super.readFileSync(uri);
  }
}
