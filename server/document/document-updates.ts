import { URI } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
  FileChangeType,
  type DidChangeWatchedFilesParams,
  type FileEvent,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { calibrationExtension } from '../../language/calibration/format.js';
import { dataFilesOf } from '../../language/data/data-files.js';
import { fileExtension } from '../../language/scoping/imports.js';

/**
 * Tells the builder what changed: also that a closed file is again what lies on the disk, whatever was typed before, and
 * that a calibration file that comes, changes or goes is a change of the file that it stands beside, and a data file one of
 * each file that names it.
 */
export class ArchDocumentUpdates extends DefaultDocumentUpdateHandler {
  private readonly workspace: LangiumSharedServices['workspace'];

  constructor(services: LangiumSharedServices) {
    super(services);
    this.workspace = services.workspace;
  }

  /** A file that other files import keeps its text on disk; one that was never saved is gone. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    const isSaved = uri.scheme !== 'untitled' && this.workspace.FileSystemProvider.existsSync(uri);
    this.fireDocumentUpdate(isSaved ? [uri] : [], isSaved ? [] : [uri]);
  }

  override didChangeWatchedFiles({ changes }: DidChangeWatchedFilesParams): void {
    const meant = changes.flatMap((change) => this.meant(change));
    super.didChangeWatchedFiles({ changes: [...meant, ...this.usersOf(changes)] });
  }

  /** The files that name one of the changed ones as data, which may end in anything but what the language's own files do. */
  private usersOf(changes: readonly FileEvent[]): FileEvent[] {
    const others = changes.filter(({ uri }) => !uri.endsWith(fileExtension) && !uri.endsWith(calibrationExtension));
    if (others.length === 0) return [];
    const changed = new Set(others.map(({ uri }) => URI.parse(uri).toString()));
    return this.workspace.LangiumDocuments.all
      .filter((document) => dataFilesOf(document).some((file) => changed.has(file.toString())))
      .map(({ uri }): FileEvent => ({ uri: uri.toString(), type: FileChangeType.Changed }))
      .toArray();
  }

  private meant(change: FileEvent): FileEvent[] {
    if (!change.uri.endsWith(calibrationExtension)) return [change];
    const uri = change.uri.slice(0, -calibrationExtension.length);
    const isKnown = this.workspace.LangiumDocuments.hasDocument(URI.parse(uri));
    return isKnown ? [{ uri, type: FileChangeType.Changed }] : [];
  }
}
