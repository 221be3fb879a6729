import { UriUtils, URI } from 'langium';
import { isBelow, type ConfinedFiles, type Reach } from '../../language/files/reach.js';
import type { ArchSharedServices } from '../services.js';

/**
 * Where the files may lie that a document in the editor names: below the folders of the workspace, and for a file that was opened from elsewhere below its
 * own folder, too.
 * @param allowsOutside whether the user allowed to read files outside.
 */
export function editorReach(
  { workspace }: ArchSharedServices,
  allowsOutside: () => boolean,
): (document?: URI) => Reach {
  /** The folders of files that were opened from outside of the workspace. */
  const opened = new Set<string>();
  return (document) => {
    const folders = (workspace.WorkspaceManager.workspaceFolders ?? []).map(({ uri }) => URI.parse(uri));
    const isAnywhere = allowsOutside();
    if (document && isBelow(document, folders)) return { folders, isAnywhere };
    for (const uri of workspace.TextDocuments.keys()) {
      const folder = UriUtils.dirname(URI.parse(uri));
      if (!isBelow(folder, folders)) opened.add(folder.toString());
    }
    return { folders: [...folders, ...[...opened].map((folder) => URI.parse(folder))], isAnywhere };
  };
}

/** Files that learn where they may lie once the server runs. */
export interface ConfinableFiles extends ConfinedFiles {
  reachOf: (document?: URI) => Reach;
}
