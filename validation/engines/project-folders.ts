import { dirname, relative, isAbsolute } from 'node:path';

/**
 * The folders in which programs of a project are looked for: virtual environments, packages of npm. There are none until the user asks for a run, since
 * what is found there is the project's author's.
 */
let folders: readonly string[] = [];

/** Says that the user asked for a run, in whose folders programs may be looked for. */
export function allowProgramsIn(allowed: readonly string[]): void {
  folders = allowed;
}

/** The folders in which programs may be looked for, the nearest first. */
export const programFolders = (): readonly string[] => folders;

/**
 * The folders of a project around a folder: itself and those around it as far as the workspace goes; without a workspace itself alone.
 * @param workspaces the folders of the workspace.
 */
export function projectFolders(folder: string, workspaces: readonly string[]): string[] {
  const isInside = workspaces.some((root) => {
    const path = relative(root, folder);
    return path !== '' && !path.startsWith('..') && !isAbsolute(path);
  });
  const above = dirname(folder);
  return isInside && above !== folder ? [folder, ...projectFolders(above, workspaces)] : [folder];
}
