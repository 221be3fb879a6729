import { URI, type FileSystemProvider } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import type { TextDocumentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Tells the builder what changed: also that a closed file is again what lies on the disk, whatever was typed before. */
export class ArchDocumentUpdates extends DefaultDocumentUpdateHandler {
  private readonly files: FileSystemProvider;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.files = services.workspace.FileSystemProvider;
  }

  /** A file that other files import keeps its text on disk; one that was never saved is gone. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    const isSaved = uri.scheme === 'file' && this.files.existsSync(uri);
    this.fireDocumentUpdate(isSaved ? [uri] : [], isSaved ? [] : [uri]);
  }
}
