import {
  delayNextTick,
  DocumentState,
  interruptAndCheck,
  isOperationCancelled,
  OperationCancelled,
  UriUtils,
  type BuildOptions,
  type LangiumDocument,
  type URI,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken } from 'vscode-languageserver';
import { dataInputs, prepareData } from '../../language/data/data-files.js';
import { importedDocument } from '../../language/scoping/documents.js';
import { ArchDocumentBuilder } from '../../language/scoping/document-builder.js';

/** Turns of the event loop in which messages that have come are read and handled: of one keystroke, a few. */
const turns = 4;

/** Builds documents for an editor: what waits for a document gets it as it is in the editor, never an earlier text of it. */
export class ServerDocumentBuilder extends ArchDocumentBuilder {
  private readonly workspace: LangiumSharedServices['workspace'];

  constructor(services: LangiumSharedServices) {
    super(services);
    this.workspace = services.workspace;
  }

  /** A file that was read by another path is from its opening on the one at the editor's address. */
  override update(changed: URI[], deleted: URI[], cancelToken?: CancellationToken): Promise<void> {
    const replaced = changed.flatMap((uri) => {
      const known = this.isOpen(uri) ? importedDocument(uri, this.langiumDocuments)?.uri : undefined;
      return known && !UriUtils.equals(known, uri) && !this.isOpen(known) ? [known] : [];
    });
    return super.update(changed, [...deleted, ...replaced], cancelToken);
  }

  /**
   * Lets in what has already come before it begins: a request that the old text can answer, or the next keystroke, which
   * makes this build stale. The parser reads the whole file and cannot be interrupted.
   */
  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: CancellationToken,
  ): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await delayNextTick();
    await interruptAndCheck(cancelToken);
    await super.buildDocuments(documents, options, cancelToken);
  }

  /** An editor does not wait for data files: what depends on them is predicted once they are measured. */
  protected override async prepareData(documents: readonly LangiumDocument[]): Promise<void> {
    for (const document of documents) {
      for (const input of dataInputs(document)) {
        const { isNew, done } = await prepareData(input, this.files);
        if (!isNew) continue;
        const again = (): void =>
          void this.workspace.WorkspaceLock.write((token) => this.update([document.uri], [], token));
        void done.then(again).catch(() => undefined);
      }
    }
  }

  protected override async awaitDocumentState(
    state: DocumentState,
    uri: URI,
    cancelToken: CancellationToken,
  ): Promise<URI> {
    while (this.isBehind(uri)) await this.nextBuild(uri, cancelToken);
    return super.awaitDocumentState(state, uri, cancelToken);
  }

  /**
   * Tells every listener, also when the build is cancelled just then. The document has its new state and will not come by
   * here again: who is not told now waits for ever, and diagnostics that are not sent now are never seen.
   */
  protected override async notifyDocumentPhase(
    document: LangiumDocument,
    state: DocumentState,
    cancelToken: CancellationToken,
  ): Promise<void> {
    for (const listener of [...this.documentPhaseListeners.get(state)]) {
      try {
        await listener(document, cancelToken);
      } catch (error) {
        if (!isOperationCancelled(error)) throw error;
      }
    }
  }

  /** Tells also of a phase without documents: a request to an empty workspace waits for it. */
  protected override async notifyBuildPhase(
    documents: LangiumDocument[],
    state: DocumentState,
    cancelToken: CancellationToken,
  ): Promise<void> {
    if (documents.length > 0) return super.notifyBuildPhase(documents, state, cancelToken);
    for (const listener of [...this.buildPhaseListeners.get(state)]) await listener(documents, cancelToken);
  }

  /** True while the text in the editor is not yet parsed: just opened, or edited while another build was under way. */
  private isBehind(uri: URI): boolean {
    const text = this.textDocuments?.get(uri)?.getText();
    if (text === undefined || !this.serviceRegistry.hasServices(uri)) return false;
    return this.langiumDocuments.getDocument(uri)?.parseResult.value.$cstNode?.root.fullText !== text;
  }

  private isOpen(uri: URI): boolean {
    return this.textDocuments?.get(uri) !== undefined;
  }

  private nextBuild(uri: URI, cancelToken: CancellationToken): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        built.dispose();
        cancelled.dispose();
        settle();
      };
      const built = this.onDocumentPhase(DocumentState.Parsed, (document) => {
        if (UriUtils.equals(document.uri, uri)) finish(resolve);
      });
      const cancelled = cancelToken.onCancellationRequested(() => finish(() => reject(OperationCancelled)));
    });
  }
}
