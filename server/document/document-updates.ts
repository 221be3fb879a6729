import { URI, type LangiumDocument } from 'langium';
import { DefaultDocumentUpdateHandler } from 'langium/lsp';
import {
  FileChangeType,
  type DidChangeWatchedFilesParams,
  type FileEvent,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { calibrationExtension } from '../../language/calibration/format.js';
import { dataFilesOf } from '../../language/data/data-files.js';
import { fileExtension, importsOf } from '../../language/scoping/imports.js';
import type { ArchSharedServices } from '../services.js';

/**
 * Tells the builder what changed: also that a closed file is again what lies on the disk, whatever was typed before, and
 * that a calibration file that comes, changes or goes is a change of the file that it stands beside, and a data file one of
 * each file that names it. What is no file of the language and is not named changes nothing.
 */
export class ArchDocumentUpdates extends DefaultDocumentUpdateHandler {
  private readonly workspace: ArchSharedServices['workspace'];

  constructor(services: ArchSharedServices) {
    super(services);
    this.workspace = services.workspace;
  }

  didOpenDocument(): void {
    this.compare();
  }

  didSaveDocument(): void {
    this.compare();
  }

  /** A file that other files import keeps its text on disk; one that was never saved, or is open by another path, is gone. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    const isSaved = uri.scheme !== 'untitled' && this.workspace.FileSystemProvider.existsSync(uri);
    const isKept = isSaved && !this.isOpenByAnotherPath(uri);
    this.fireDocumentUpdate(isKept ? [uri] : [], isKept ? [] : [uri]);
  }

  override didChangeWatchedFiles({ changes }: DidChangeWatchedFilesParams): void {
    const meant = [...changes.flatMap((change) => this.meant(change)), ...this.usersOf(changes)];
    if (meant.length === 0) return;
    this.workspace.LangiumDocuments.forgetPaths();
    super.didChangeWatchedFiles({ changes: meant });
  }

  /** The client is asked to watch elsewhere, anew with each data file that is named. */
  protected override registerFileWatcher(): void {
    return undefined;
  }

  private isOpenByAnotherPath(uri: URI): boolean {
    const { LangiumDocuments, TextDocuments } = this.workspace;
    const own = LangiumDocuments.documentOfFile(uri);
    if (!own) return false;
    return TextDocuments.keys().some((address) => {
      const other = URI.parse(address);
      return other.toString() !== uri.toString() && LangiumDocuments.documentOfFile(other) === own;
    });
  }

  private compare(): void {
    void this.workspace.ClosedFiles.compare().catch(() => undefined);
  }

  /** The files that name one of the changed ones as data, or import what is no document of its own: a link, or a file that was missing. */
  private usersOf(changes: readonly FileEvent[]): FileEvent[] {
    const others = changes.filter(({ uri }) => !uri.endsWith(calibrationExtension));
    if (others.length === 0) return [];
    const changed = new Set(others.map(({ uri }) => URI.parse(uri).toString()));
    const uses = (document: LangiumDocument): boolean =>
      dataFilesOf(document).some((file) => changed.has(file.toString())) ||
      importsOf(document).some(({ uri }) => changed.has(uri.toString()));
    return this.workspace.LangiumDocuments.all
      .filter(uses)
      .map(({ uri }): FileEvent => ({ uri: uri.toString(), type: FileChangeType.Changed }))
      .toArray();
  }

  private meant(change: FileEvent): FileEvent[] {
    const { LangiumDocuments, WorkspaceManager } = this.workspace;
    const uri = URI.parse(change.uri);
    if (change.uri.endsWith(calibrationExtension)) {
      const beside = change.uri.slice(0, -calibrationExtension.length);
      const isKnown = LangiumDocuments.hasDocument(URI.parse(beside));
      return isKnown ? [{ uri: beside, type: FileChangeType.Changed }] : [];
    }
    if (change.type === FileChangeType.Deleted)
      // Of an open file the text in the editor counts.
      return LangiumDocuments.getDocuments(uri)
        .filter((document) => !this.workspace.TextDocuments.get(document.uri))
        .map((document): FileEvent => ({ uri: document.uri.toString(), type: FileChangeType.Deleted }));
    const isFile = change.uri.endsWith(fileExtension);
    return isFile && (LangiumDocuments.hasDocument(uri) || WorkspaceManager.reaches(uri)) ? [change] : [];
  }
}
