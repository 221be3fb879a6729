import { DocumentState, type LangiumDocument, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { calibrationUri } from '../../language/calibration/beside.js';
import { dataFilesOf } from '../../language/data/data-files.js';
import { filesOfDisk, type FilesOfDisk } from '../../language/scoping/disk-files.js';
import { importedDocument, type ArchDocuments } from '../../language/scoping/documents.js';
import { importsOf } from '../../language/scoping/imports.js';
import type { ArchWorkspace } from './workspace.js';

/** Where files are read, kept and built. */
type Workspace = LangiumSharedServices['workspace'] & {
  readonly LangiumDocuments: ArchDocuments;
  readonly WorkspaceManager: ArchWorkspace;
};

/** What differs from what the server has read. */
interface Differences {
  readonly changed: URI[];
  readonly deleted: URI[];
}

/**
 * Compares what was read with the disk, for clients that do not tell what other programs change: closed files and their calibrations,
 * data files, imports that were missing, and new files of the workspace. A file whose size and time are as before is not read.
 */
export class ClosedFiles {
  private readonly versions = new Map<string, string | undefined>();
  /** What was found out about each file in this comparison. */
  private readonly compared = new Map<string, Promise<boolean>>();
  private readonly workspace: Workspace;
  private readonly disk: FilesOfDisk | undefined;
  private current: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(services: { readonly workspace: Workspace }) {
    this.workspace = services.workspace;
    this.disk = filesOfDisk(services.workspace.FileSystemProvider);
  }

  /** Compares, and builds anew what differs. Settled once all that was on the disk at the time of the call is known. */
  compare(): Promise<void> {
    if (!this.current) {
      const own = this.compareOnce().finally(() => {
        this.current = undefined;
      });
      this.current = own;
      return own;
    }
    // What goes on may have passed the file that has just changed.
    this.next ??= this.current
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.compare();
      });
    return this.next;
  }

  private async compareOnce(): Promise<void> {
    const { disk } = this;
    if (!disk) return;
    const { DocumentBuilder, LangiumDocuments, WorkspaceLock, WorkspaceManager } = this.workspace;
    await WorkspaceManager.ready;
    LangiumDocuments.forgetPaths();
    this.compared.clear();
    const found = await this.differences(disk);
    if (found.changed.length + found.deleted.length === 0) return;
    await WorkspaceLock.write((token) => DocumentBuilder.update(found.changed, found.deleted, token));
  }

  private async differences(disk: FilesOfDisk): Promise<Differences> {
    const { LangiumDocuments, WorkspaceManager } = this.workspace;
    const [changed, deleted] = [new Map<string, URI>(), [] as URI[]];
    const isChanged = (uri: URI): unknown => changed.set(uri.toString(), uri);
    for (const uri of await WorkspaceManager.allFiles())
      if (!LangiumDocuments.hasDocument(uri) && (await this.isReadableAnew(uri, disk))) isChanged(uri);
    for (const document of LangiumDocuments.all.toArray()) {
      if (document.uri.scheme !== 'file') continue;
      const difference = this.isOpen(document.uri) ? 'none' : await this.difference(document, disk);
      if (difference === 'deleted') deleted.push(document.uri);
      else if (difference === 'changed' || (await this.reachesOther(document, disk))) isChanged(document.uri);
    }
    return { changed: [...changed.values()], deleted };
  }

  private async difference(document: LangiumDocument, disk: FilesOfDisk): Promise<'none' | 'changed' | 'deleted'> {
    const { uri } = document;
    const isOther = await this.hasOtherVersion(uri, disk);
    if (this.versions.get(uri.toString()) === undefined) return 'deleted';
    if (!isOther) return 'none';
    const text = await disk.readFile(uri).catch(() => undefined);
    if (text === undefined) return 'deleted';
    return text === document.parseResult.value.$cstNode?.root.fullText ? 'none' : 'changed';
  }

  /** True when what a document names is not as it was: its calibration, its data, or an import that could not be read. */
  private async reachesOther(document: LangiumDocument, disk: FilesOfDisk): Promise<boolean> {
    if (document.state < DocumentState.Parsed) return false;
    const missing = importsOf(document).filter(({ uri }) => !importedDocument(uri, this.workspace.LangiumDocuments));
    const named = [calibrationUri(document.uri), ...dataFilesOf(document), ...missing.map(({ uri }) => uri)];
    const isOther = await Promise.all(named.map((uri) => this.hasOtherVersion(uri, disk)));
    return isOther.includes(true);
  }

  /** A file that cannot be read, as it is too large, is not tried again until it changes. */
  private async isReadableAnew(uri: URI, disk: FilesOfDisk): Promise<boolean> {
    if (!(await this.hasOtherVersion(uri, disk))) return false;
    return disk.readFile(uri).then(
      () => true,
      () => false,
    );
  }

  /** True when a file is not as it was in the comparison before; also the first time, where it is there. */
  private hasOtherVersion(uri: URI, disk: FilesOfDisk): Promise<boolean> {
    const address = uri.toString();
    const known = this.compared.get(address);
    if (known) return known;
    const found = disk.versionOf(uri).then((version) => {
      const before = this.versions.get(address);
      this.versions.set(address, version);
      return before !== version;
    });
    this.compared.set(address, found);
    return found;
  }

  private isOpen(uri: URI): boolean {
    return this.workspace.TextDocuments.get(uri) !== undefined;
  }
}
