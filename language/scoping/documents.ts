import {
  DefaultLangiumDocuments,
  type LangiumDocument,
  type LangiumDocuments,
  type LangiumSharedCoreServices,
  type URI,
} from 'langium';
import { filesOfDisk, type FilesOfDisk } from './disk-files.js';

/**
 * The documents by their files: a file that several paths lead to (a symbolic link, another letter case, `..`) is one document, under
 * the address by which it was read first.
 */
export class ArchDocuments extends DefaultLangiumDocuments {
  private readonly files: FilesOfDisk | undefined;
  /** The address of the document of each real file. */
  private readonly byFile = new Map<string, string>();
  /** The real file of each address that was asked for. */
  private readonly realFiles = new Map<string, string>();
  /** True when paths are to be looked up anew. */
  private isStale = false;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.files = filesOfDisk(services.workspace.FileSystemProvider);
  }

  /** The document of the file that an address leads to, whichever path it was read by; what is open under an address is its own. */
  override getDocument(uri: URI): LangiumDocument | undefined {
    const isOpen = this.services.workspace.TextDocuments?.get(uri) !== undefined;
    return super.getDocument(uri) ?? (isOpen ? undefined : this.documentOfFile(uri));
  }

  override hasDocument(uri: URI): boolean {
    return this.getDocument(uri) !== undefined;
  }

  /** As `getDocument`; of a file that is open under two addresses, the document that was there first. */
  documentOfFile(uri: URI): LangiumDocument | undefined {
    this.lookAnew();
    const first = this.byFile.get(this.realFile(uri));
    return (first === undefined ? undefined : this.documentTrie.find(first)) ?? super.getDocument(uri);
  }

  override addDocument(document: LangiumDocument): void {
    this.lookAnew();
    super.addDocument(document);
    this.note(document);
  }

  override deleteDocument(uri: URI): LangiumDocument | undefined {
    const deleted = super.deleteDocument(uri);
    if (deleted) this.forgetPaths();
    return deleted;
  }

  override deleteDocuments(folder: URI): LangiumDocument[] {
    const deleted = super.deleteDocuments(folder);
    if (deleted.length > 0) this.forgetPaths();
    return deleted;
  }

  /** Lets the next question look anew where paths lead: links may have been made, moved or taken away. */
  forgetPaths(): void {
    this.isStale = true;
  }

  private lookAnew(): void {
    if (!this.isStale) return;
    this.isStale = false;
    this.realFiles.clear();
    this.byFile.clear();
    for (const document of this.all) this.note(document);
  }

  private note({ uri }: LangiumDocument): void {
    const file = this.realFile(uri);
    if (!this.byFile.has(file)) this.byFile.set(file, uri.toString());
  }

  private realFile(uri: URI): string {
    const address = uri.toString();
    const known = this.realFiles.get(address);
    if (known !== undefined) return known;
    const real = this.files?.realUri(uri)?.toString();
    if (real !== undefined) this.realFiles.set(address, real);
    return real ?? address;
  }
}

/** The document of the file that an import names. */
export function importedDocument(uri: URI, documents: LangiumDocuments): LangiumDocument | undefined {
  return documents instanceof ArchDocuments ? documents.documentOfFile(uri) : documents.getDocument(uri);
}
