import { URI } from 'langium';
import { delimiter, resolve } from 'node:path';
import { reachBeside } from '../language/file.js';
import type { Reach } from '../language/files/reach.js';

/** True once the call allows imports and data outside of the folders that are read. */
let isAnywhere = process.env.ARCHSCALE_ALLOW_OUTSIDE === '1';

/** Lets imports and data lie outside of the folders that are read, in this process. */
export function allowOutside(): void {
  isAnywhere = true;
}

/** The folders of the workspace, where an editor started this process and says so in ARCHSCALE_FOLDERS. */
export function workspaceFolders(): readonly string[] {
  return (process.env.ARCHSCALE_FOLDERS ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => resolve(folder));
}

/** Where the imports and data of a file may lie: in the editor's workspace, below the working directory, and below the file's folder. */
export function reachOfFile(file: string): Reach {
  const { folders } = reachBeside(file);
  return { folders: [...workspaceFolders().map((folder) => URI.file(folder)), ...folders], isAnywhere };
}

/** Where files may lie below some folders alone. */
export function reachBelow(folders: readonly string[]): Reach {
  return { folders: folders.map((folder) => URI.file(folder)), isAnywhere };
}
