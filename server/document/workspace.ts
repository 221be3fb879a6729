import {
  DefaultWorkspaceManager,
  URI,
  UriUtils,
  type FileSystemNode,
  type LangiumDocument,
  type Stream,
} from 'langium';
import type { InitializeParams, WorkspaceFolder, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';

/** Folders that hold what was installed or built. */
const leftOut: ReadonlySet<string> = new Set(['node_modules', 'out']);

/** The folders of the workspace and the .arch files in them. A file or folder that cannot be read is left out. */
export class ArchWorkspace extends DefaultWorkspaceManager {
  /** The folders that were searched last, by their addresses. */
  readonly searched = new Set<string>();

  /** Older clients name one folder, by its address or by its path. */
  override initialize(params: InitializeParams): void {
    super.initialize(params);
    const { rootUri, rootPath } = params;
    const uri = rootUri ?? (rootPath ? URI.file(rootPath).toString() : undefined);
    if (!this.folders && uri !== undefined) this.folders = [{ uri, name: UriUtils.basename(URI.parse(uri)) }];
  }

  /** Takes folders that come and go. */
  changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set([...added, ...removed].map(({ uri }) => UriUtils.normalize(uri)));
    const kept = (this.folders ?? []).filter(({ uri }) => !gone.has(UriUtils.normalize(uri)));
    this.folders = [...kept, ...added];
  }

  /** True for what the search of the workspace's folders would find: nothing in `node_modules`, `out` or a folder that begins with `.`. */
  reaches(uri: URI): boolean {
    return (this.folders ?? []).some((folder) => {
      if (!UriUtils.contains(folder.uri, uri)) return false;
      const below = uri.path.slice(this.getRootFolder(folder).path.length).split('/');
      return below.every((name) => !name.startsWith('.') && !leftOut.has(name));
    });
  }

  /** The .arch files in the folders of the workspace, as they are now. */
  async allFiles(): Promise<URI[]> {
    this.searched.clear();
    const folders = this.folders ?? [];
    return (await Promise.all(folders.map((folder) => this.searchFolder(this.getRootFolder(folder))))).flat();
  }

  protected override async traverseFolder(folder: URI, uris: URI[]): Promise<void> {
    const entries = await this.fileSystemProvider.readDirectory(folder).catch((): FileSystemNode[] => []);
    this.searched.add(folder.toString());
    await Promise.all(
      entries.map(async (entry) => {
        if (!this.shouldIncludeEntry(entry)) return;
        if (entry.isDirectory) await this.traverseFolder(entry.uri, uris);
        else uris.push(entry.uri);
      }),
    );
  }

  protected override getRootFolder({ uri }: WorkspaceFolder): URI {
    const { path, ...rest } = URI.parse(uri);
    return URI.from({ ...rest, path: path.length > 1 ? path.replace(/\/+$/, '') : path });
  }

  /** One after the other, so that a file that two paths lead to is read once. */
  protected override async loadWorkspaceDocuments(
    uris: Stream<URI>,
    collect: (document: LangiumDocument) => void,
  ): Promise<void> {
    for (const uri of uris) {
      if (this.langiumDocuments.hasDocument(uri)) continue;
      const document = await this.langiumDocuments.getOrCreateDocument(uri).catch(() => undefined);
      if (document) collect(document);
    }
  }
}
