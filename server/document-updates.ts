import { URI } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
  FileChangeType,
  type DidChangeWatchedFilesParams,
  type FileEvent,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { calibrationExtension } from '../language/calibration/format.js';

/**
 * Tells the builder what changed: also that a closed file is again what lies on the disk, whatever was typed before, and
 * that a calibration file that comes, changes or goes is a change of the file that it stands beside.
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
    super.didChangeWatchedFiles({ changes: changes.flatMap((change) => this.meant(change)) });
  }

  private meant(change: FileEvent): FileEvent[] {
    if (!change.uri.endsWith(calibrationExtension)) return [change];
    const uri = change.uri.slice(0, -calibrationExtension.length);
    const isKnown = this.workspace.LangiumDocuments.hasDocument(URI.parse(uri));
    return isKnown ? [{ uri, type: FileChangeType.Changed }] : [];
  }
}
