import {
  DefaultDocumentBuilder,
  DocumentState,
  interruptAndCheck,
  isOperationCancelled,
  type BuildOptions,
  type FileSystemProvider,
  type LangiumDocument,
  type LangiumSharedCoreServices,
} from 'langium';
import { isRefused } from '../files/reach.js';
import { dataInputs, prepareData } from '../data/data-files.js';
import { importedDocument } from './documents.js';
import { importClosure, importsOf } from './imports.js';

type CancelToken = Parameters<DefaultDocumentBuilder['update']>[2] & object;

/**
 * Builds documents together with the files that they import, wherever those lie: an editor may have opened a single file,
 * or a file outside its folder.
 */
export class ArchDocumentBuilder extends DefaultDocumentBuilder {
  /** Where imports and data come from. */
  protected readonly files: FileSystemProvider;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.files = services.workspace.FileSystemProvider;
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: CancelToken,
  ): Promise<void> {
    this.prepareBuild(documents, options);
    const unreadable = new Set<LangiumDocument>();
    await this.runCancelable(documents, DocumentState.Parsed, cancelToken, async (document) => {
      try {
        await this.langiumDocumentFactory.update(document, cancelToken);
      } catch (error) {
        if (isOperationCancelled(error)) throw error;
        unreadable.add(document);
      }
    });
    await this.drop([...unreadable]);
    const readable = documents.filter((document) => !unreadable.has(document));
    const all = [...readable, ...(await this.loadImports(readable, cancelToken))];
    await this.prepareData(all);
    await super.buildDocuments(all, options, cancelToken);
  }

  /** A file that (through other files) imports a changed one must be checked again, even when it names nothing of it. */
  protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
    if (super.shouldRelink(document, changedUris)) return true;
    if (importsOf(document).some(({ uri }) => changedUris.has(this.addressOf(uri)))) return true;
    return [...importClosure(document, this.langiumDocuments)].some(({ uri }) => changedUris.has(uri.toString()));
  }

  /** Measures the data files that documents name, where they are not known yet. */
  protected async prepareData(documents: readonly LangiumDocument[]): Promise<void> {
    await Promise.all(documents.flatMap(dataInputs).map(async (input) => (await prepareData(input, this.files)).done));
  }

  /** Takes away what can no longer be read: it was deleted just now, or another file stands in its place. */
  private async drop(documents: readonly LangiumDocument[]): Promise<void> {
    if (documents.length === 0) return;
    for (const document of documents) {
      this.langiumDocuments.deleteDocument(document.uri);
      this.cleanUpDeleted(document);
    }
    await this.emitUpdate(
      [],
      documents.map(({ uri }) => uri),
    );
  }

  /** The address of the document that an import means; the import's own while there is none. */
  private addressOf(uri: LangiumDocument['uri']): string {
    return (importedDocument(uri, this.langiumDocuments)?.uri ?? uri).toString();
  }

  private async loadImports(
    documents: readonly LangiumDocument[],
    cancelToken: CancelToken,
  ): Promise<LangiumDocument[]> {
    const loaded: LangiumDocument[] = [];
    const rest = [...documents];
    for (let document = rest.pop(); document; document = rest.pop()) {
      for (const { uri } of importsOf(document)) {
        if (this.langiumDocuments.hasDocument(uri) || isRefused(this.files, uri, document.uri)) continue;
        await interruptAndCheck(cancelToken);
        const imported = await this.readDocument(uri, cancelToken);
        if (!imported) continue;
        loaded.push(imported);
        rest.push(imported);
      }
    }
    return loaded;
  }

  /** The document at an address, or undefined when it cannot be read: the import that names it says so. */
  private async readDocument(
    uri: LangiumDocument['uri'],
    cancelToken: CancelToken,
  ): Promise<LangiumDocument | undefined> {
    try {
      return await this.langiumDocuments.getOrCreateDocument(uri, cancelToken);
    } catch {
      await interruptAndCheck(cancelToken);
      return undefined;
    }
  }
}
